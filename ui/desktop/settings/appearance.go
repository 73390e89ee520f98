package settings

import (
	"strconv"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// textSizes are the sizes of text that are offered, in per cent.
var textSizes = []int{80, 90, 100, 110, 125, 150, 175, 200}

// appearance is the section of the look.
func (s *Screen) appearance() section {
	look := s.n.Appearance
	if look == nil {
		return section{content: parts.NewProse("The look cannot be changed here.", parts.Plain)}
	}
	change := func(set func(*theme.Look)) {
		now := look.Look()
		set(&now)
		look.SetLook(now)
	}
	form := parts.NewForm()
	var sizes, variants []parts.Option
	for _, n := range textSizes {
		sizes = append(sizes, parts.Option{Value: strconv.Itoa(n), Words: strconv.Itoa(n) + " %"})
	}
	for _, v := range theme.Variants() {
		variants = append(variants, parts.Option{Value: strconv.Itoa(int(v)), Words: v.String()})
	}
	size := parts.NewChoice(sizes, func(value string) { change(func(l *theme.Look) { l.TextPercent = number(value) }) })
	variant := parts.NewChoice(variants, func(value string) { change(func(l *theme.Look) { l.Variant = theme.Variant(number(value)) }) })
	density := parts.NewChoice([]parts.Option{
		{Value: strconv.Itoa(int(theme.Comfortable)), Words: "Comfortable", Note: "rows with room"},
		{Value: strconv.Itoa(int(theme.Compact)), Words: "Compact", Note: "more rows on the page"},
	}, func(value string) { change(func(l *theme.Look) { l.Density = theme.Density(number(value)) }) })
	form.Add("Size of text", size, "")
	form.Add("Colours", variant, "")
	form.Add("Rows", density, "")
	fill := func() {
		now := look.Look()
		if now.TextPercent == 0 {
			now.TextPercent = 100
		}
		size.SetChosen(strconv.Itoa(now.TextPercent))
		variant.SetChosen(strconv.Itoa(int(now.Variant)))
		density.SetChosen(strconv.Itoa(int(now.Density)))
	}
	fill()
	return section{content: scrolled(parts.AtMost(150, form), parts.NewProse("The choice holds for this computer, and is kept outside the school's file.", parts.Quiet)), first: size, fill: fill}
}

// number reads the value of an option; the options here are all numbers, and none
// chosen is the first.
func number(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return n
}
