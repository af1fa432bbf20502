// What every program of SimGrid prints last, as JSON: the time of the work alone, the most memory that the process ever had, and its results.
#pragma once
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

inline double wallMs() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

inline double cpuMs() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// The kernel's own mark for this program: the usual figure is never below what the process that started this one had.
inline long peakMemoryBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != "VmHWM:") continue;
    long kibibytes = 0;
    status >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
}

// From when it is made to when it reports.
class Stopwatch {
 public:
  // `check` is JSON.
  void report(const std::string& check) const {
    const double wall = wallMs() - wall_, cpu = cpuMs() - cpu_;
    std::printf("{\"wallMs\":%.4f,\"cpuMs\":%.3f,\"peakMemoryBytes\":%ld,\"check\":%s}\n", wall, cpu, peakMemoryBytes(), check.c_str());
    std::fflush(stdout);
  }

 private:
  double wall_ = wallMs(), cpu_ = cpuMs();
};

inline std::string textOf(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

// Arrival and service of each customer, in seconds, one behind the other.
inline std::vector<double> readCustomers(const char* path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<double> times(file.tellg() / sizeof(double));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(times.data()), times.size() * sizeof(double));
  return times;
}
