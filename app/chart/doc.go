// Package chart turns figures into geometry: bars, stacked bars and lines, with
// round ticks. Plot works in a unit square; Place puts a plot with its labels and
// legend into a picture of a given size. The page, the screen and the web all draw
// the same picture, and SVG writes it as text. Series differ by hatching or by
// marker as well as by colour, so that colour is never alone.
package chart
