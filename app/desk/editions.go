package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/assets"
)

// edition is a pack as it was when something was made with it: a continuum that levels
// were made with, or the sections of a published document. It is kept for ever, so that
// the level keeps its meaning and the version its questions.
type edition struct {
	ID     string          `json:"id"` // pack@version
	Format string          `json:"format"`
	Title  string          `json:"title"`
	Digest string          `json:"digest"`
	Body   json.RawMessage `json:"body"`
	Kept   day.Date        `json:"kept"`
}

func editionID(pack, version string) string { return pack + "@" + version }

// editionEdits are the edits that keep the continuum in use as an edition; none where it
// is kept already. They belong into the step that confirms a level with it.
func (d *Desk) editionEdits(ctx context.Context) ([]journal.Edit, error) {
	id := editionID(d.continuum.ID, d.continuum.Version)
	if _, kept, err := d.store.Get(ctx, kindEdition, id); err != nil || kept {
		return nil, err
	}
	body, err := d.continuumBody(ctx)
	if err != nil {
		return nil, err
	}
	value := edition{ID: id, Format: formatContinuum, Title: d.continuum.Title, Digest: exchange.CodeListID(body), Body: body, Kept: d.Today()}
	return []journal.Edit{{Kind: kindEdition, Key: id, Value: value}}, nil
}

// continuumBody returns the bytes of the continuum that is in use.
func (d *Desk) continuumBody(ctx context.Context) ([]byte, error) {
	if _, aside := d.unread[formatContinuum]; aside {
		return assets.Pack("continuum.json"), nil
	}
	return d.packBody(ctx, formatContinuum, "continuum.json")
}

// outgoingEdits keep the continuum that goes out of use, where a level was made with it.
func (d *Desk) outgoingEdits(ctx context.Context, slot string) ([]journal.Edit, error) {
	if slot != formatContinuum {
		return nil, nil
	}
	used := false
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	for _, l := range decisions {
		used = used || l.Pack == d.continuum.ID && l.Version == d.continuum.Version
	}
	if err != nil || !used {
		return nil, err
	}
	return d.editionEdits(ctx)
}

// editions are the kept continua by id, each read when it is first asked for.
type editions struct {
	mu     sync.Mutex
	bodies map[string]json.RawMessage
	read   map[string]*continuum.Pack
}

// shippedDigest tells whether a kept continuum is the one that ships.
var shippedDigest = sync.OnceValue(func() string { return exchange.CodeListID(assets.Pack("continuum.json")) })

// readEditions finds the kept continua, and with them the shipped one.
func (d *Desk) readEditions(ctx context.Context) (*editions, error) {
	kept, err := all[edition](ctx, d.store, kindEdition)
	if err != nil {
		return nil, err
	}
	shipped, err := shippedRules()
	if err != nil {
		return nil, err
	}
	e := &editions{bodies: map[string]json.RawMessage{}, read: map[string]*continuum.Pack{}}
	ships := editionID(shipped.continuum.ID, shipped.continuum.Version)
	e.read[ships] = shipped.continuum
	for _, k := range kept {
		if k.Format != formatContinuum {
			continue
		}
		e.bodies[k.ID] = k.Body
		if k.ID == ships && k.Digest != shippedDigest() {
			delete(e.read, ships) // what the levels were made with stands, whatever ships now
		}
	}
	return e, nil
}

// ids are those of all that were kept, and of the shipped one, in order.
func (e *editions) ids() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	ids := maps.Clone(e.bodies)
	for id := range e.read {
		ids[id] = nil
	}
	return slices.Sorted(maps.Keys(ids))
}

// find returns a continuum by its id, nil where it was not kept.
func (e *editions) find(id string) (*continuum.Pack, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	body, kept := e.bodies[id]
	if p := e.read[id]; p != nil || !kept {
		return p, nil
	}
	p, problems := continuum.Load(body)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the kept continuum %s cannot be read: %s", id, problems[0])
	}
	e.read[id] = p
	return p, nil
}

// ContinuumOf returns the continuum with an id and version, as a level was made with it:
// the one in use, a kept edition, or the shipped one; false where none of them is it.
func (d *Desk) ContinuumOf(_ context.Context, id, version string) (*continuum.Pack, bool, error) {
	if d.continuum.ID == id && d.continuum.Version == version {
		return d.continuum, true, nil
	}
	p, err := d.editions.find(editionID(id, version))
	return p, p != nil, err
}

// levelNameOf names the level of a decision: its id, and its name in the continuum that it
// was made with.
func (d *Desk) levelNameOf(l LevelDecision) string {
	return d.nameIn(l.Pack, l.Version, l.Level)
}

// nameIn names a level by the continuum with an id and version; the id of the level alone
// where that continuum is not here, as after a pupil came from another school.
func (d *Desk) nameIn(id, version, level string) string {
	p, found, err := d.ContinuumOf(context.Background(), id, version)
	if err != nil || !found {
		return level
	}
	if l, ok := p.Level(level); ok {
		return level + " " + l.Name
	}
	return level
}

// LevelWordsOf names the level of a decision in the words of the continuum that it was
// made with, and says which that is where it is not the one in use.
func (d *Desk) LevelWordsOf(_ context.Context, l LevelDecision) string { return d.wordsOf(l) }

func (d *Desk) wordsOf(l LevelDecision) string {
	if l.Level == "" {
		return "No level"
	}
	return d.levelNameOf(l) + d.otherPackWords(l)
}

// otherPackWords say which continuum a decision was made with, where it is not the one in
// use.
func (d *Desk) otherPackWords(l LevelDecision) string {
	if l.Pack == d.continuum.ID && l.Version == d.continuum.Version {
		return ""
	}
	title := l.Pack
	if p, found, err := d.ContinuumOf(context.Background(), l.Pack, l.Version); err == nil && found {
		title = p.Title
	}
	return " (by “" + title + "”, version " + l.Version + ")"
}

// ToRerate lists, in the register's order, the pupils on roll whose level was made with
// another continuum than the one in use.
func (d *Desk) ToRerate(ctx context.Context) ([]string, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var ids []string
	for _, e := range d.entries {
		if e.Level != "" && e.LevelOther && e.OnRoll(d.today()) {
			ids = append(ids, e.ID)
		}
	}
	return ids, nil
}

// rerateTasks is one task for all who were rated with another continuum than the one in
// use. Nobody is moved until a person rates them again.
func (d *Desk) rerateTasks(ctx context.Context) []Task {
	ids, err := d.ToRerate(ctx)
	if err != nil || len(ids) == 0 {
		return nil
	}
	verb := "s were"
	if len(ids) == 1 {
		verb = " was"
	}
	return []Task{{Key: "rerate//" + editionID(d.continuum.ID, d.continuum.Version), Urgency: TidyUp, Kind: "rerate", Where: "levels",
		Title:   fmt.Sprintf("%d pupil%s rated with the %s before this one", len(ids), verb, d.Terms().Label("continuum")),
		Note:    "Their levels stay as they were confirmed. Rate each again by “" + d.continuum.Title + "”.",
		Meaning: "Levels of two packs cannot be compared, so these pupils are in no count by level."}}
}
