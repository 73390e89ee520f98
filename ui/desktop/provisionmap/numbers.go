package provisionmap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// numbers sets the table of a picture: what it is about at the left, figures to the
// right, and the whole under a thin line. It stands still, as it is short.
func numbers(p desk.ProvisionPicture) fyne.CanvasObject {
	l := &numbersLayout{columns: len(p.Heads)}
	cells := container.New(l)
	for col, head := range p.Heads {
		cells.Objects = append(cells.Objects, parts.NewText(head, figureStyle(parts.Quiet, col)))
	}
	for i, row := range p.Rows {
		style := parts.Small
		if i == len(p.Rows)-1 {
			style = parts.SmallStrong
		}
		for col, words := range row {
			cells.Objects = append(cells.Objects, parts.NewText(words, figureStyle(style, col)))
		}
	}
	l.lines = 2 // under the headings and over the whole
	for range l.lines {
		cells.Objects = append(cells.Objects, parts.NewLine())
	}
	return cells
}

func figureStyle(style parts.TextStyle, col int) parts.TextStyle {
	if col > 0 {
		style.Align = fyne.TextAlignTrailing
	}
	return style
}

// numbersLayout lays cells out in rows, each column as wide as its widest words; the
// lines come last among the things.
type numbersLayout struct{ columns, lines int }

func (l *numbersLayout) widths(things []fyne.CanvasObject) []float32 {
	widths := make([]float32, l.columns)
	for i, cell := range things[:len(things)-l.lines] {
		widths[i%l.columns] = max(widths[i%l.columns], cell.MinSize().Width)
	}
	return widths
}

func (l *numbersLayout) height() float32 { return theme.Size(theme.SizeRow) * 0.85 }

// Layout places the cells and the lines.
func (l *numbersLayout) Layout(things []fyne.CanvasObject, size fyne.Size) {
	widths, height := l.widths(things), l.height()
	cells := things[:len(things)-l.lines]
	rows := len(cells) / l.columns
	gap := l.gap()
	for i, cell := range cells {
		col := i % l.columns
		right := size.Width
		for _, w := range widths[col+1:] {
			right -= w + gap
		}
		left := right - widths[col]
		if col == 0 {
			left = 0
		}
		cell.Move(fyne.NewPos(left, float32(i/l.columns)*height))
		cell.Resize(fyne.NewSize(right-left, height))
	}
	for i, line := range things[len(cells):] {
		y := height
		if i == 1 {
			y = float32(rows-1) * height
		}
		line.Move(fyne.NewPos(0, y))
		line.Resize(fyne.NewSize(size.Width, theme.Size(theme.SizeHair)))
	}
}

func (l *numbersLayout) gap() float32 { return theme.Steps(5) }

// MinSize is that of all columns and rows.
func (l *numbersLayout) MinSize(things []fyne.CanvasObject) fyne.Size {
	width := float32(l.columns-1) * l.gap()
	for _, w := range l.widths(things) {
		width += w
	}
	rows := (len(things) - l.lines) / l.columns
	return fyne.NewSize(width, float32(rows)*l.height())
}
