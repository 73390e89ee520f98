package chart

import (
	"math"
	"strings"
)

// mostLines is how many lines a label may take; the rest is cut with an ellipsis.
// The figures always stand in a table as well, with the whole label.
const mostLines = 3

// wrap breaks words into lines no wider than width; a word that is too wide for a
// line of its own is broken inside.
func (l *layout) wrap(words string, width float64) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(words) {
		if joined := strings.TrimSpace(line + " " + w); l.measure(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for l.measure(w) > width {
			n := l.fitting(w, width)
			lines, w = append(lines, w[:n]), w[n:]
			if len(lines) > mostLines || w == "" {
				break
			}
		}
		line = w
	}
	lines = append(lines, line)
	if len(lines) > mostLines {
		lines = append(lines[:mostLines-1], l.cut(lines[mostLines-1]+"…", width))
	}
	return lines
}

// fitting returns how many bytes of the word fit the width: whole letters, and
// at least one.
func (l *layout) fitting(word string, width float64) int {
	last := 0
	for i := range word {
		if last > 0 && l.measure(word[:i]) > width {
			return last
		}
		last = i
	}
	if last == 0 {
		return len(word)
	}
	return last
}

// cut shortens words with an ellipsis to the width.
func (l *layout) cut(words string, width float64) string {
	if l.measure(words) <= width {
		return words
	}
	letters := []rune(strings.TrimSuffix(words, "…"))
	letters = letters[:min(len(letters), 200)]
	for len(letters) > 1 && l.measure(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

// dashes gives each series of a line chart its own stroke, in parts of the text
// size: drawn, left out, drawn, left out. The first series is one full stroke.
var dashes = [MaxSeries][]float64{nil, {0.7, 0.4}, {0.15, 0.3}, {0.8, 0.3, 0.15, 0.3}}

// stroke draws a line of a series in that series' dashes, each dash a line of its
// own, so no renderer needs to know of dashes.
func (l *layout) stroke(x1, y1, x2, y2 float64, series int) {
	shade, weight, pattern := First+Shade(series), l.Size/6, dashes[series]
	length := math.Hypot(x2-x1, y2-y1)
	if pattern == nil || length == 0 {
		l.line(x1, y1, x2, y2, weight, shade)
		return
	}
	at := 0.0
	for i := 0; at < length; i++ {
		next := min(at+pattern[i%len(pattern)]*l.Size, length)
		if i%2 == 0 {
			a, b := at/length, next/length
			l.line(x1+a*(x2-x1), y1+a*(y2-y1), x1+b*(x2-x1), y1+b*(y2-y1), weight, shade)
		}
		at = next
	}
}
