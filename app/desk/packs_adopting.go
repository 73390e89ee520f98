package desk

import (
	"context"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/pack"
)

// InstallPack puts a pack, plain or signed, in place of the one in use, accepted by the
// one at the desk alone. See AdoptPack.
func (d *Desk) InstallPack(ctx context.Context, data []byte) error { return d.AdoptPack(ctx, data, "") }

// AdoptPack puts a pack, plain or signed, in place of the one in use, as one step that can
// be undone. The second person who accepted it is named, or "". Where levels were made
// with the continuum that goes, it is kept for ever, and they keep their meaning. A pack
// with any fault is refused and the one in use stays.
func (d *Desk) AdoptPack(ctx context.Context, data []byte, second string) error {
	body, by, err := ReadPackFile(data)
	if err != nil {
		return err
	}
	problems, err := d.PackFaults(ctx, data)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return refuse("pack", faultWords(problems))
	}
	slot := slotName(body)
	if slot == formatRateCard {
		if err := d.checkCard(ctx, body); err != nil {
			return err
		}
	}
	if by.Accepted, err = d.acceptedBy(second); err != nil {
		return err
	}
	edits, err := d.outgoingEdits(ctx, slot)
	if err != nil {
		return err
	}
	remember, err := d.publisherEdits(ctx, body, by)
	if err != nil {
		return err
	}
	edits = append(edits, remember...)
	head, _ := pack.ReadHead(body)
	title, _, _ := strings.Cut(packTitle(body), ". ") // some go on to say where they come from
	label := "Put a pack in use: " + title + ", version " + head.Version
	if second != "" {
		label += ", accepted by " + by.Accepted
	}
	value := installed{ID: slot, Body: body, Installed: d.Today(), Signed: by}
	return d.do(ctx, label, "", append(edits, journal.Edit{Kind: kindPack, Key: slot, Value: value})...)
}

// acceptedBy names who accepts a pack: the one at the desk, and a second person who is
// somebody else.
func (d *Desk) acceptedBy(second string) (string, error) {
	second = strings.Join(strings.Fields(second), " ")
	switch {
	case second == "":
		return d.options.By, nil
	case len(second) > 200:
		return "", refuse("second", "A name has at most 200 letters.")
	case strings.EqualFold(second, strings.TrimSpace(d.options.By)):
		return "", refuse("second", "The second person must be somebody else than you.")
	case d.options.By == "":
		return second, nil
	}
	return d.options.By + " and " + second, nil
}

// ResetPack puts the shipped pack of a slot in use again, as one step that can be undone.
func (d *Desk) ResetPack(ctx context.Context, slot string) error {
	s, ok := findSlot(slot)
	if !ok {
		return refuse("pack", "There is no pack “"+slot+"”.")
	}
	own, err := d.installedPacks(ctx)
	if err != nil {
		return err
	}
	if _, has := own[slot]; !has {
		return refuse("pack", d.whatOf(s)+": the shipped pack is in use already. Nothing was changed.")
	}
	edits, err := d.outgoingEdits(ctx, slot)
	if err != nil {
		return err
	}
	return d.do(ctx, "Go back to the shipped pack: "+d.whatOf(s), "", append(edits, journal.Edit{Kind: kindPack, Key: slot, Remove: true})...)
}
