package desk

import (
	"context"
	"errors"
	"slices"

	"needsbook/app/register"
)

// Duplicate is two records that may be of one child.
type Duplicate struct {
	Keep     *register.Entry   `json:"-"` // the record to keep, unless a person says otherwise
	Other    *register.Entry   `json:"-"`
	KeepID   string            `json:"keep"`
	OtherID  string            `json:"other"`
	Likeness register.Likeness `json:"likeness"` // same, likely or possible
	Why      string            `json:"why"`
	Obstacle string            `json:"obstacle,omitempty"` // why the two cannot be merged as they stand
}

// Clear reports whether the two can be merged without a person comparing them first.
func (p Duplicate) Clear() bool { return p.Obstacle == "" && p.Likeness != register.Possible }

// settingTwoChildren keeps the pairs of records that are of two children.
const settingTwoChildren = "two_children"

// likeWords say why two records look like one child.
var likeWords = map[string]string{
	register.LikeUPN:       "One has a UPN that the other has or had.",
	register.LikeName:      "The same name and date of birth.",
	register.LikePreferred: "The same date of birth, and one goes by the other's name.",
	register.LikeSwapped:   "The same date of birth; first name and surname have changed places.",
	register.LikeDayMonth:  "The same name; day and month of birth have changed places.",
	register.LikeNoBirth:   "The same name; a date of birth is missing.",
}

// LikenessName says how sure it is that two records are of one child.
func LikenessName(l register.Likeness) string {
	switch l {
	case register.SameChild:
		return "One child"
	case register.VeryLikely:
		return "Very likely"
	}
	return "Possibly"
}

// Duplicates finds the pairs of records that may be of one child, surest first,
// without those that a person has said are two children.
func (d *Desk) Duplicates(ctx context.Context) ([]Duplicate, error) {
	apart, err := d.twoChildren(ctx)
	if err != nil {
		return nil, err
	}
	entries := d.everyone()
	pupils := make([]register.Pupil, len(entries))
	for i, e := range entries {
		pupils[i] = e.Pupil
	}
	var out []Duplicate
	for _, p := range register.FindDuplicates(pupils) {
		keep, other := entries[p.One], entries[p.Other]
		if slices.Contains(apart, pairOf(keep.ID, other.ID)) {
			continue
		}
		if d.better(other, keep) {
			keep, other = other, keep
		}
		found := Duplicate{Keep: keep, Other: other, KeepID: keep.ID, OtherID: other.ID, Likeness: p.Likeness, Why: likeWords[p.Why]}
		if p.TwoNumbers {
			found.Why += " Each has a permanent UPN of its own, so they may be two children."
		}
		if err := register.Mergeable(keep.Pupil, other.Pupil); err != nil {
			found.Obstacle = Words(mergeRefused(err))
		}
		out = append(out, found)
	}
	return out, nil
}

// better reports whether a record is more worth keeping than another: it has the
// permanent UPN, else it is on roll, else on the SEN register.
func (d *Desk) better(a, b *register.Entry) bool {
	today := d.Today()
	for _, has := range []func(*register.Entry) bool{
		func(e *register.Entry) bool { return register.PermanentUPN(e.UPN) },
		func(e *register.Entry) bool { return e.OnRoll(today) },
		(*register.Entry).OnRegister,
		func(e *register.Entry) bool { return e.UPN != "" },
	} {
		if has(a) != has(b) {
			return has(a)
		}
	}
	return false
}

// NotDuplicates records that two records are of two children, so that they are not
// offered again.
func (d *Desk) NotDuplicates(ctx context.Context, one, other string) error {
	a, err1 := d.Entry(one)
	b, err2 := d.Entry(other)
	if err := errors.Join(err1, err2); err != nil || one == other {
		return ErrNoPupil
	}
	apart, err := d.twoChildren(ctx)
	if err != nil {
		return err
	}
	apart = slices.DeleteFunc(apart, func(p [2]string) bool { // pupils who are not there any more
		_, err1 := d.Entry(p[0])
		_, err2 := d.Entry(p[1])
		return err1 != nil || err2 != nil
	})
	if !slices.Contains(apart, pairOf(one, other)) {
		apart = append(apart, pairOf(one, other))
	}
	edit, err := putNamed(kindSetting, settingTwoChildren, apart)
	if err != nil {
		return err
	}
	return d.do(ctx, "Say that "+a.Name()+" and "+b.Name()+" are two children", "", edit)
}

func (d *Desk) twoChildren(ctx context.Context) ([][2]string, error) {
	var apart [][2]string
	_, err := readNamed(ctx, d.store, kindSetting, settingTwoChildren, &apart)
	return apart, err
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// mergeRefused says in a sentence why two records cannot be made one.
func mergeRefused(err error) error {
	switch {
	case errors.Is(err, register.ErrTwoUPNs):
		return refuse("upn", "Each has a permanent UPN of its own, so they are taken for two children. If they are one child, put the UPN right on one of the two pages first.")
	case errors.Is(err, register.ErrTwoBirths):
		return refuse("born", "The dates of birth are not the same, so they are taken for two children. If they are one child, put the date right on one of the two pages first.")
	case errors.Is(err, register.ErrItself):
		return refuse("pupil", "This is one record already. Choose two.")
	}
	return err
}
