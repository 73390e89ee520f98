package sending

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/summary"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

func wholeNumber(n int) string { return strconv.Itoa(n) }

// Widths of a table of figures, in steps: the least and the most of its labels and of
// a figure.
const (
	leastLabel, mostLabel   = 30, 56
	leastFigure, mostFigure = 18, 27
)

// table draws one table of the summary as people will read it. What is low or held
// back is shaded. The small number beside a figure is the exact one, for the school
// alone.
func table(t summary.PreviewTable) fyne.CanvasObject {
	grid := container.New(&tableLayout{columns: len(t.Cols)})
	grid.Add(parts.NewText("", parts.Quiet))
	for _, c := range t.Cols {
		grid.Add(parts.NewProse(c, parts.Quiet))
	}
	for r, row := range t.Rows {
		grid.Add(parts.Margins(0, 0.75, 0, 0, parts.NewProse(row, parts.Small))) // level with the figures
		for _, c := range t.Cells[r] {
			grid.Add(figure(c))
		}
	}
	card := parts.Column(parts.Between, grid)
	for _, words := range explained(t) {
		card.Add(parts.NewProse(words, parts.Quiet))
	}
	return parts.Card(t.Title, card)
}

// figure draws one figure: what leaves, and beside it what the school knows.
func figure(c summary.Cell) fyne.CanvasObject {
	style := parts.SmallStrong
	ground := theme.ColourPaper
	switch {
	case c.Shown == "–":
		style = parts.Quiet
	case isNumber(c.Shown):
	default: // low, held back
		style, ground = parts.Small, theme.ColourDesk
	}
	line := parts.Row(parts.Tight)
	if c.Changed {
		line.Add(parts.NewText("•", parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourAccent}))
	}
	line.Add(parts.NewText(c.Shown, style))
	if c.Shown != "–" && c.Shown != strconv.Itoa(c.Exact) {
		line.Add(parts.NewText(fmt.Sprintf("(%d)", c.Exact), parts.Quiet))
	}
	return parts.NewGround(ground, parts.Margins(parts.Tight, 0, 0, 0, line))
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

// explained says once each why figures are not the exact ones.
func explained(t summary.PreviewTable) []string {
	var out []string
	for _, row := range t.Cells {
		for _, c := range row {
			if c.Why == "" {
				continue
			}
			words := c.Shown + ": " + c.Why
			if isNumber(c.Shown) {
				words = c.Why
			}
			if !slices.Contains(out, words) {
				out = append(out, words)
			}
		}
	}
	return out
}

// tableLayout sets a table: a column of labels, then figures of one width. Running
// text in the heads and labels makes its row higher.
type tableLayout struct{ columns int }

func (l *tableLayout) widths(size fyne.Size) (label, figure float32) {
	columns := float32(l.columns)
	label = between(leastLabel, size.Width-columns*theme.Steps(mostFigure), mostLabel)
	return label, between(leastFigure, (size.Width-label)/columns, mostFigure)
}

// between is a width kept to at least and at most so many steps.
func between(least, width, most float32) float32 {
	return max(theme.Steps(least), min(theme.Steps(most), width))
}

func (l *tableLayout) Layout(things []fyne.CanvasObject, size fyne.Size) {
	label, figure := l.widths(size)
	y := float32(0)
	for from := 0; from < len(things); from += l.columns + 1 {
		row := things[from:min(from+l.columns+1, len(things))]
		height := theme.Steps(6)
		for i, thing := range row {
			width := figure
			if i == 0 {
				width = label
			}
			thing.Resize(fyne.NewSize(width-theme.Steps(parts.Tight), thing.MinSize().Height))
			height = max(height, thing.MinSize().Height)
		}
		x := float32(0)
		for i, thing := range row {
			width := figure
			if i == 0 {
				width = label
			}
			thing.Move(fyne.NewPos(x, y))
			thing.Resize(fyne.NewSize(width-theme.Steps(parts.Tight), height))
			x += width
		}
		y += height + theme.Steps(0.5)
	}
}

func (l *tableLayout) MinSize(things []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for from := 0; from < len(things); from += l.columns + 1 {
		row := theme.Steps(6)
		for _, thing := range things[from:min(from+l.columns+1, len(things))] {
			row = max(row, thing.MinSize().Height)
		}
		height += row + theme.Steps(0.5)
	}
	return fyne.NewSize(theme.Steps(leastLabel+leastFigure*float32(l.columns)), height)
}
