package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
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

// slope is how much a value grows from one week to the next, by the line that lies closest
// to the weeks' values, with at most one step in it: the database's buffer doubles where it
// is full.
func slope(weeks []float64) float64 {
	slope, least := 0., math.Inf(1)
	for step := range len(weeks) {
		before, after := spreadOf(weeks[:step]), spreadOf(weeks[step:])
		xx, xy, yy := before.xx+after.xx, before.xy+after.xy, before.yy+after.yy
		if xx == 0 {
			continue
		}
		if off := yy - xy*xy/xx; off < least {
			slope, least = xy/xx, off
		}
	}
	return slope
}

// spread is how far weeks and their values lie from their means: sums of squares and
// products.
type spread struct{ xx, xy, yy float64 }

func spreadOf(values []float64) (s spread) {
	var mean float64
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for i, v := range values {
		x, y := float64(i)-float64(len(values)-1)/2, v-mean
		s.xx, s.xy, s.yy = s.xx+x*x, s.xy+x*y, s.yy+y*y
	}
	return s
}
