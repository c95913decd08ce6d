// Which kind of processor this is; read once when the program starts.
#pragma once
#include <stdlib.h>

enum processor { ANYWHERE, AVX2, AVX512 };

#define FOR_AVX2 __attribute__((target("avx2,popcnt")))
#define FOR_AVX512 __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,popcnt")))

/// The best kernel that the machine has; `BORDERGEO_KERNELS` 0 or 1 asks for a plainer one, to compare them.
static inline enum processor processor(void) {
    enum processor best = ANYWHERE;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) best = AVX2;
    if (best == AVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
        best = AVX512;
#endif
    const char *wish = getenv("BORDERGEO_KERNELS");
    if (wish != NULL && wish[0] == '0') return ANYWHERE;
    if (wish != NULL && wish[0] == '1' && best > AVX2) return AVX2;
    return best;
}
