package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// resident is how much memory the process has of the computer's, in bytes; 0 where the
// system does not say.
func resident() int64 { return statusOf("VmRSS:") }

// statusOf reads a size from what Linux says of the process.
func statusOf(name string) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, name); found {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}

// held is what the process needs: its resident memory once all that is free has been
// given back, without the pages of the program itself, which the system lends as they are
// first used, and how much of it are objects of the program.
func held() (all, heap int64) {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return statusOf("RssAnon:"), int64(m.HeapAlloc)
}

// slope is how much a value grows from one week to the next, from the middle value of the
// first third of the weeks to that of the last. What stands a week long, such as a
// buffer that is taken and given back, does not tip it; growth that lasts does.
func slope(weeks []float64) float64 {
	third := len(weeks) / 3
	if third == 0 {
		return 0
	}
	apart := float64(len(weeks) - third) // weeks between the middles of both
	return (middle(weeks[len(weeks)-third:]) - middle(weeks[:third])) / apart
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
