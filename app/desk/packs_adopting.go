package desk

import (
	"context"

	"needsbook/app/journal"
)

// InstallPack puts a pack, plain or signed, in place of the one in use, as one step that
// can be undone. Where levels were made with the continuum that goes, it is kept as an
// edition.
func (d *Desk) InstallPack(ctx context.Context, data []byte) error {
	body, by, err := ReadPackFile(data)
	if err != nil {
		return err
	}
	if problems := CheckPack(data); len(problems) > 0 {
		return refuse("pack", "The pack cannot be used: "+problems[0].Message)
	}
	slot := slotName(body)
	if slot == formatRateCard {
		if err := d.checkCard(ctx, body); err != nil {
			return err
		}
	}
	edits, err := d.outgoingEdits(ctx, slot)
	if err != nil {
		return err
	}
	value := installed{ID: slot, Body: body, Installed: d.Today(), Signed: by}
	return d.do(ctx, "Install the pack "+packTitle(body), "", append(edits, journal.Edit{Kind: kindPack, Key: slot, Value: value})...)
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
		return refuse("pack", s.what+": the shipped pack is in use already. Nothing was changed.")
	}
	edits, err := d.outgoingEdits(ctx, slot)
	if err != nil {
		return err
	}
	return d.do(ctx, "Go back to the shipped pack: "+s.what, "", append(edits, journal.Edit{Kind: kindPack, Key: slot, Remove: true})...)
}
