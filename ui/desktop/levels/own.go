package levels

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// showOwn is where the SENCO may say which level they think of before they see what the
// ratings come to. Once that is shown, it stands as it was.
func (b *bench) showOwn() {
	m := b.m
	if b.decision != nil {
		b.own.Objects = nil
		b.own.Refresh()
		return
	}
	var levels []parts.Option
	for _, l := range m.pack.Levels {
		levels = append(levels, parts.Option{Value: l.ID, Words: m.desk.LevelName(l.ID), Note: l.Short})
	}
	b.ownLevel = parts.NewChoice(levels, func(level string) {
		m.blind = level
		b.keep()
	})
	b.ownLevel.SetChosen(m.blind)
	b.own.Objects = []fyne.CanvasObject{parts.NewProse("Your own view, before you see it", parts.SmallStrong), b.ownLevel,
		parts.NewProse("May be left empty. It is kept beside the suggestion.", parts.Quiet)}
	b.own.Refresh()
}
