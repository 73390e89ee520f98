package desk

import (
	"context"
	"maps"

	"needsbook/app/journal"
	"needsbook/app/pack"
)

// settingPublishers holds whose signature each pack came with first.
const settingPublishers = "pack_publishers"

// Publishers returns who signed each pack that was ever put in use with a signature, by
// the id of the pack. A pack that came signed once is taken from no one else.
func (d *Desk) Publishers(ctx context.Context) (map[string]PackSigned, error) {
	known := map[string]PackSigned{}
	_, err := readNamed(ctx, d.store, kindSetting, settingPublishers, &known)
	return known, err
}

// publisherEdits remember who signed a pack, where it is the first time.
func (d *Desk) publisherEdits(ctx context.Context, body []byte, by PackSigned) ([]journal.Edit, error) {
	known, err := d.Publishers(ctx)
	head, _ := pack.ReadHead(body)
	if _, met := known[head.ID]; err != nil || met || by.Key == "" {
		return nil, err
	}
	by.Accepted = ""
	known[head.ID] = by
	edit, err := putNamed(kindSetting, settingPublishers, known)
	return []journal.Edit{edit}, err
}

// ForgetPublisher forgets whose signature a pack came with, as one step that can be
// undone: after it, the pack may come from somebody else. It is for a council that has a
// new key.
func (d *Desk) ForgetPublisher(ctx context.Context, id string) error {
	known, err := d.Publishers(ctx)
	if err != nil {
		return err
	}
	was, met := known[id]
	if !met {
		return refuse("pack", "No signature is remembered for the pack “"+id+"”. Nothing was changed.")
	}
	known = maps.Clone(known)
	delete(known, id)
	edit := journal.Edit{Kind: kindSetting, Key: settingPublishers, Remove: true}
	if len(known) > 0 {
		if edit, err = putNamed(kindSetting, settingPublishers, known); err != nil {
			return err
		}
	}
	return d.do(ctx, "Forget the publisher "+was.By+" of the pack "+id, "", edit)
}

// publisherFault says why a pack may not come from this publisher, or nil.
func (d *Desk) publisherFault(ctx context.Context, head pack.Head, by PackSigned) ([]pack.Problem, error) {
	known, err := d.Publishers(ctx)
	first, met := known[head.ID]
	if err != nil || !met || first.Key == by.Key {
		return nil, err
	}
	who := "This file is not signed."
	if by.Key != "" {
		who = "This file is signed by “" + by.By + "” with another key (" + by.Words + ")."
	}
	return []pack.Problem{{Path: "key", Message: "The pack “" + head.ID + "” has come from “" + first.By + "” so far (" + first.Words + "). " + who +
		" Ask the publisher. If their key is a new one, forget the old one under Settings, Packs, and try again."}}, nil
}

// String says in words who signed a pack, with the six words of their key.
func (s PackSigned) String() string {
	if s.Key == "" {
		return "Not signed"
	}
	return "Signed by " + s.By + " (" + s.Words + ")"
}
