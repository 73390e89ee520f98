package desk

import (
	"context"
	"fmt"

	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/publish"
	"needsbook/assets"
)

// sectionsEdition is the edit that keeps the sections in use as an edition, none where
// they are kept already, and the name that they are kept under: id@version, and a part of
// their digest where the same version is kept with other content.
func (d *Desk) sectionsEdition(ctx context.Context, p *publish.Pack) ([]journal.Edit, string, error) {
	body, err := d.sectionsBody(ctx, p.Document.ID)
	if err != nil {
		return nil, "", err
	}
	e := edition{ID: editionID(p.ID, p.Version), Format: formatSections, Title: p.Title, Digest: exchange.CodeListID(body), Body: body, Kept: d.Today()}
	for _, id := range []string{e.ID, e.ID + "#" + e.Digest} {
		var kept edition
		found, err := readRecord(ctx, d.store, kindEdition, id, &kept)
		if err != nil {
			return nil, "", err
		}
		if found && kept.Digest == e.Digest {
			return nil, id, nil
		}
		if !found {
			e.ID = id
			break
		}
	}
	return []journal.Edit{{Kind: kindEdition, Key: e.ID, Value: e}}, e.ID, nil
}

// sectionsBody returns the bytes of the sections of a document that are in use: the
// shipped ones where the school's own were put aside.
func (d *Desk) sectionsBody(ctx context.Context, document string) ([]byte, error) {
	for _, s := range packSlots() {
		if s.format != formatSections || documentOf(assets.Pack(s.file)) != document {
			continue
		}
		if _, aside := d.unread[s.slot]; aside {
			return assets.Pack(s.file), nil
		}
		return d.packBody(ctx, s.slot, s.file)
	}
	return nil, fmt.Errorf("there is no pack of sections for %s", document)
}

// keptSections reads the sections that a version was published with.
func (d *Desk) keptSections(ctx context.Context, id string) (*publish.Pack, error) {
	var kept edition
	found, err := readRecord(ctx, d.store, kindEdition, id, &kept)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("the sections %s that a version was published with are not in the file", id)
	}
	return publish.Kept(kept.Body)
}
