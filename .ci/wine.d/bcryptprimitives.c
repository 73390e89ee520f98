/* Wine 8 has no bcryptprimitives.dll, which every program of Go asks for randomness. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buf, ULONG len); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *buf, SIZE_T len) {
    while (len) {
        ULONG n = len > 0x10000000 ? 0x10000000 : (ULONG)len;
        if (!SystemFunction036(buf, n)) return FALSE;
        buf += n;
        len -= n;
    }
    return TRUE;
}
