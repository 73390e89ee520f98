// Package rate bounds how often something may be done, by whoever does it: a bucket of
// tokens for each key, refilled evenly. A flood of keys cannot take much memory.
package rate
