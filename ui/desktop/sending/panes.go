package sending

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/ui/desktop/parts"
)

// figures shows every figure of the summary.
func (s *Screen) figures() fyne.CanvasObject {
	if s.now.problem != "" {
		return parts.NewProse("! "+s.now.problem, parts.TextStyle{Colour: parts.Overdue.Colour()})
	}
	column := parts.Column(parts.Groups, parts.Column(parts.Tight,
		parts.NewProse("Numbers under five are shown as low. Others are to the nearest five. A number changes only when at least five children have moved in or out of it. A number that could give a smaller one away is held back.", parts.Small),
		parts.NewProse("(17) is the exact number: it is shown to you alone and never leaves. • marks what differs from the summary before.", parts.Small),
		parts.NewProse(s.now.figuresLine()+" The six words of the document are "+strings.Join(s.now.preview.Words, " ")+".", parts.Quiet)))
	for _, t := range s.now.preview.Preview.Tables {
		column.Add(table(t))
	}
	return container.NewScroll(parts.Margins(0, 0, parts.Between, 0, column)) // sideways too: tables stay whole in large text
}

// readers shows what never leaves and who will see the rest.
func (s *Screen) readers() fyne.CanvasObject {
	return parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, neverCard(), s.readersCard())))
}

// bytes shows what is signed and sent, byte for byte.
func (s *Screen) bytes() fyne.CanvasObject {
	if s.now.problem != "" {
		return s.figures()
	}
	p := s.now.preview
	return parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups,
		parts.NewFactList(
			parts.Fact{Label: "Six words", Value: strings.Join(p.Words, " ")},
			parts.Fact{Label: "Size", Value: fmt.Sprintf("%d bytes", len(p.Payload))},
			parts.Fact{Label: "Checked", Value: auditWords(p.Audit.Readers, p.Audit.Targets)}),
		parts.NewProse("These are all the bytes of the document, in lines for reading. The document itself is one line.", parts.Quiet),
		parts.NewWideProse(bytesLines(p.Payload), parts.Small))))
}

// auditWords says what the audit tried.
func auditWords(readers, targets int) string {
	if readers == 0 {
		return "The figures are those of the summary before, which passed the check."
	}
	return fmt.Sprintf("%d kinds of well-informed reader were tried on %d counts, and none could be worked out.", readers, targets)
}

// sent lists everything ever approved.
func (s *Screen) sent() fyne.CanvasObject {
	columns := make([]parts.GridColumn, len(outboxColumns))
	for i, c := range outboxColumns {
		columns[i] = c.GridColumn
	}
	words := parts.NewProse("", parts.Small)
	again := parts.NewButton("Send again", s.again)
	foot := parts.Column(parts.Between, words, parts.Row(parts.Between, again))
	s.grid = parts.NewGrid(columns, func() int { return len(s.now.outbox) }, func(row, col int) string {
		item, _ := s.now.item(row)
		return outboxColumns[col].cell(s.now, item)
	})
	s.grid.Style = func(row, col int) parts.CellStyle {
		item, _ := s.now.item(row)
		if outboxColumns[col].Title == "How it stands" {
			return parts.CellStyle{State: outboxStates[item.State].state}
		}
		return parts.CellStyle{}
	}
	s.grid.Empty = "Every summary that is approved stands here, with the hub's answer to it."
	show := func(row int) {
		item, found := s.now.item(row)
		words.SetText("")
		if found {
			words.SetText(about(item))
		}
		again.Hidden = !found || !mayTryAgain(item)
		foot.Refresh()
	}
	s.grid.OnCurrent = show
	show(0)
	s.first = s.grid
	if s.now.approved() {
		foot.Add(parts.NewProse("Withdrawing keeps the summary back if it has not left. If the hub has it, a withdrawal is made that takes its figures out of every sum once it is sent. It can be approved again.", parts.Quiet))
		foot.Add(parts.Row(0, parts.NewLink("Withdraw this term's summary", s.withdraw)))
	}
	return parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, foot))
}
