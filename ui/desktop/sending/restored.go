package sending

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// holdCard says why nothing is sent after a restore, and offers the two ways on.
func (s *Screen) holdCard() fyne.CanvasObject {
	return parts.Card("Sending is on hold", parts.Column(parts.Between,
		parts.NewProse("This file was restored from a backup, so it may not know the last summary that the hub has. Adopt what the hub has: the next summary then follows it, and figures change only where that tells nobody anything.", parts.Small),
		parts.Flow(parts.Groups, parts.NewButton("Adopt what the hub has", s.adopt), parts.NewLink("Let sending go on without asking the hub", s.release))))
}

// adopt takes the hub's last summary as the one that the next follows.
func (s *Screen) adopt() {
	var adopted desk.Adopted
	s.run(func(ctx context.Context) (err error) {
		adopted, err = s.n.Desk.AdoptHead(ctx)
		return err
	}, func(err error) { s.done(s.reload, adoptedWords(adopted))(err) })
}

// adoptedWords says what was taken over.
func adoptedWords(a desk.Adopted) string {
	if !a.Found {
		return "The hub has no summary of this term, so there is nothing to adopt. Sending can go on."
	}
	return "Adopted number " + wholeNumber(a.Rev) + " of the " + termWords(a.Series) + " from the hub. Sending can go on."
}

// release lets sending go on without asking the hub.
func (s *Screen) release() {
	s.run(s.n.Desk.ReleaseHold, s.done(s.update, "Sending can go on."))
}
