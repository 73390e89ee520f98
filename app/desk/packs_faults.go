package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/exchange"
	"needsbook/app/pack"
	"needsbook/assets"
)

// PackFaults returns all that is wrong with a pack in this school: what CheckPack finds,
// and what does not go with the packs that are and were in use here. Nothing is stored.
func (d *Desk) PackFaults(ctx context.Context, data []byte) ([]pack.Problem, error) {
	if problems := CheckPack(data); len(problems) > 0 {
		return problems, nil
	}
	body, by, err := ReadPackFile(data)
	if err != nil {
		return nil, err
	}
	head, _ := pack.ReadHead(body)
	problems, err := d.publisherFault(ctx, head, by)
	if err != nil {
		return nil, err
	}
	known, err := d.knownPacks(ctx, slotName(body))
	if err != nil {
		return nil, err
	}
	found := pack.Problems(problems)
	for _, k := range known {
		found = append(found, againstKnown(head, body, k)...)
	}
	if ring := replacesRing(head, known); ring != "" {
		found.Add("replaces", "This pack replaces %s, which replaces this one in turn. One of the two must be the later.", ring)
	}
	if packFormat(body) == formatContinuum {
		found = append(found, d.crosswalkFaults(body)...)
	}
	if packFormat(body) == formatTariff {
		found = append(found, d.tariffFaults(body)...)
	}
	return found, nil
}

// knownPack is a pack that is or was in use, or that ships.
type knownPack struct {
	head   pack.Head
	digest string
}

// knownPacks are the packs of a slot that this school knows: the one in use, the shipped
// one and the kept editions.
func (d *Desk) knownPacks(ctx context.Context, slot string) ([]knownPack, error) {
	s, _ := findSlot(slot)
	bodies := [][]byte{assets.Pack(s.file)}
	var own installed
	has, err := readRecord(ctx, d.store, kindPack, slot, &own)
	if err != nil {
		return nil, err
	}
	if has {
		bodies = append(bodies, own.Body)
	}
	kept, err := all[edition](ctx, d.store, kindEdition)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		if slotName(k.Body) == slot {
			bodies = append(bodies, k.Body)
		}
	}
	var known []knownPack
	for _, body := range bodies {
		head, _ := pack.ReadHead(body)
		k := knownPack{head, exchange.CodeListID(body)}
		if !slices.ContainsFunc(known, func(o knownPack) bool { return o.digest == k.digest }) {
			known = append(known, k)
		}
	}
	return known, nil
}

// againstKnown compares a pack with one that is known: a version means one content for
// ever, and two published versions of a pack hold on different days.
func againstKnown(head pack.Head, body []byte, k knownPack) pack.Problems {
	var found pack.Problems
	switch {
	case head.ID != k.head.ID:
	case head.Version == k.head.Version:
		if k.digest != exchange.CodeListID(body) {
			found.Add("version", "Version %s of the pack “%s” is known here with other content. A changed pack needs a version of its own.", head.Version, head.ID)
		}
	case head.Status == pack.Published && k.head.Status == pack.Published && head.Overlaps(k.head) && !head.ReplacesPack(k.head):
		found.Add("valid_from", "Version %s of this pack is published for days on which this version holds too (%s). Name it under “replaces”, or let one end before the other begins.", k.head.Version, k.head.Days())
	}
	return found
}

// replacesRing names the pack that closes a ring of “replaces”, or is "".
func replacesRing(head pack.Head, known []knownPack) string {
	seen := map[string]bool{}
	var walk func(h pack.Head) string
	walk = func(h pack.Head) string {
		for _, k := range known {
			if !h.ReplacesPack(k.head) || seen[k.head.Name()] {
				continue
			}
			seen[k.head.Name()] = true
			if k.head.ReplacesExactly(head) || walk(k.head) != "" {
				return k.head.Name()
			}
		}
		return ""
	}
	return walk(head)
}

// crosswalkFaults checks the crosswalk of a continuum against each older continuum that is
// here.
func (d *Desk) crosswalkFaults(body []byte) []pack.Problem {
	next, problems := continuum.Load(body)
	if len(problems) > 0 {
		return problems
	}
	var found []pack.Problem
	for _, id := range d.editions.ids() {
		old, err := d.editions.find(id)
		if err != nil {
			continue // kept by an earlier program and not readable by this one: no reason against a new pack
		}
		if old != nil && old.ID+old.Version != d.continuum.ID+d.continuum.Version {
			found = append(found, next.CheckCrosswalk(old)...)
		}
	}
	return append(found, next.CheckCrosswalk(d.continuum)...)
}

// PackWarnings are what a person should look at before a pack is put in use, though it may
// be: cells of a continuum that were left blank. It needs no open file.
func PackWarnings(data []byte) []pack.Problem {
	body, _, err := ReadPackFile(data)
	if err != nil || packFormat(body) != formatContinuum {
		return nil
	}
	p, problems := continuum.Load(body)
	if len(problems) > 0 {
		return nil
	}
	return p.Warnings()
}

// PackLooked is what a person should know of a pack before they decide on it.
type PackLooked struct {
	Slot     string         `json:"slot"`
	What     string         `json:"what"`
	Head     pack.Head      `json:"head"`
	Signed   PackSigned     `json:"signed"`
	Warnings []pack.Problem `json:"warnings"`
}

// LookAtPack tells of a sound pack: what it is, and who signed it.
func LookAtPack(data []byte) (PackLooked, error) {
	body, by, err := ReadPackFile(data)
	if err != nil {
		return PackLooked{}, err
	}
	s, found := findSlot(slotName(body))
	if !found {
		return PackLooked{}, refuse("pack", fmt.Sprintf("“%s” is no pack that can be put in use.", strings.TrimSpace(packFormat(body))))
	}
	head, _ := pack.ReadHead(body)
	return PackLooked{Slot: s.slot, What: s.what, Head: head, Signed: by, Warnings: PackWarnings(data)}, nil
}
