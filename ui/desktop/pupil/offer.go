package pupil

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// offerForm adds the pupil to something that the school puts on already, or starts
// something out of the library: three letters find it, and its cost and the bar
// against the school's contribution show before it is kept.
type offerForm struct {
	*sheet.Sheet
	s      *Screen
	offers []desk.Offer
	help   *parts.Choice
	worked *working
}

// openOffers opens the form that adds provision.
func (s *Screen) openOffers() {
	if !s.n.Shell.Allows(access.Provide) {
		return
	}
	f := &offerForm{s: s, worked: s.newWorking()}
	f.help = parts.NewChoice(nil, f.try)
	f.Sheet = sheet.New("Add provision", "Add", f.keep)
	f.Add("offer", "What", f.help, "Three letters find what runs now and what the library holds.")
	f.Pin(f.worked.object)
	f.Foot(parts.NewLink("Something else", func() { s.openProvision(desk.ProvisionLine{}) }))
	var err error
	if f.offers, err = s.n.Desk.Offers(context.Background()); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	options := make([]parts.Option, len(f.offers))
	for i, o := range f.offers {
		options[i] = parts.Option{Value: strconv.Itoa(i), Words: o.Name, Note: o.Note}
		if s.model.hidden() && o.Running != nil { // what people wrote is withheld
			options[i].Words, options[i].Note = o.Note, ""
		}
	}
	f.help.SetOptions(options)
	f.try("")
	s.openSheet("offer", f.Sheet, "The provision is kept.")
}

// chosen is the offer that was picked.
func (f *offerForm) chosen() (desk.Offer, bool) {
	i, err := strconv.Atoi(f.help.Chosen())
	if err != nil || i >= len(f.offers) {
		return desk.Offer{}, false
	}
	return f.offers[i], true
}

// try shows what the offer would cost.
func (f *offerForm) try(string) {
	o, ok := f.chosen()
	if !ok {
		f.worked.nothing("")
		return
	}
	t, err := f.s.n.Desk.TryOffer(context.Background(), f.s.model.id, o)
	if err != nil {
		f.worked.nothing(desk.Words(err))
		return
	}
	f.worked.show(t)
}

func (f *offerForm) keep() error {
	o, ok := f.chosen()
	if !ok {
		return &desk.Refusal{Field: "offer", Words: "Choose what the pupil is to get."}
	}
	return f.s.n.Desk.TakeOffer(context.Background(), f.s.model.id, o)
}

// working is the foot of a form about provision: what it costs, the sum behind it,
// and the pupil's bar with it.
type working struct {
	s                   *Screen
	cost, sum, warnings *parts.Prose
	bar                 *parts.Bar
	object              fyne.CanvasObject
}

func (s *Screen) newWorking() *working {
	w := &working{s: s, cost: parts.NewProse("", parts.Strong), sum: parts.NewProse("", parts.Quiet), warnings: parts.NewProse("", parts.QuietText),
		bar: parts.NewBar(money.Amount{}, s.n.Desk.Contribution(), "")}
	w.object = parts.Column(parts.Tight, w.cost, w.sum, w.bar, w.warnings)
	return w
}

// nothing says why there is no cost yet, over the bar as it stands.
func (w *working) nothing(why string) {
	cost := w.s.model.record.Cost
	w.cost.SetText("Not costed yet")
	w.sum.SetText(why)
	w.bar.Set(cost.Total, w.s.n.Desk.Contribution(), cost.Total.Short()+" without it")
	w.warnings.SetText("")
}

// show shows a cost.
func (w *working) show(t desk.ProvisionTry) {
	w.cost.SetText(t.Cost.Annual.Words() + " a year")
	w.sum.SetText(t.Cost.Arithmetic)
	w.bar.Set(t.Summary.Total, w.s.n.Desk.Contribution(), t.Summary.Total.Short()+" with it")
	var warnings []string
	for _, words := range t.Warnings {
		warnings = append(warnings, "Check: "+words)
	}
	w.warnings.SetText(strings.Join(warnings, "\n"))
}
