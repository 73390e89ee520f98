package main

import (
	"math"
	"slices"
	"time"
)

// spread says how times lie, in milliseconds.
type spread struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

func spreadOf(took []time.Duration) spread {
	if len(took) == 0 {
		return spread{}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		d := took[min(len(took)-1, int(share*float64(len(took))))]
		return math.Round(float64(d.Microseconds())/10) / 100
	}
	return spread{at(0.5), at(0.95), at(0.99), at(1)}
}
