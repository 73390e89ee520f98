package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/publish"
)

// withAmounts makes an empty record of each kind that holds amounts.
var withAmounts = map[string]func() any{
	kindIntervention: func() any { return new(provision.Intervention) },
	kindPlacement:    func() any { return new(provision.Placement) },
	kindRequest:      func() any { return new(Request) },
	kindBudgetLine:   func() any { return new(funding.BudgetLine) },
	kindActivity:     func() any { return new(publish.Activity) },
	kindPublication:  func() any { return new(publish.Publication) },
}

// tellsAmounts are what is put to nothing as a whole: an amount, and sums with the words
// of how they were worked out.
var tellsAmounts = []reflect.Type{reflect.TypeFor[money.Amount](), reflect.TypeFor[provision.Sum](), reflect.TypeFor[provision.Cost]()}

// veiled is the school's file as somebody reads it who may not see money: what reads the
// records finds no amount in them. Who reads so may not write these kinds either, so that
// no record is kept without its amounts.
type veiled struct {
	Store
	Keeper
	Papers
}

// veil puts the veil over the store for whoever may not see money.
func (d *Desk) veil() {
	if _, is := d.store.(veiled); is || d.May(access.SeeMoney) {
		return
	}
	v := veiled{Store: d.store}
	v.Keeper, _ = d.store.(Keeper)
	v.Papers, _ = d.store.(Papers)
	d.store = v
}

// withoutAmounts is a record of a kind with every amount in it put to nothing.
func withoutAmounts(kind string, body journal.Body) (journal.Body, error) {
	empty, has := withAmounts[kind]
	if !has {
		return body, nil
	}
	v := empty()
	if err := json.Unmarshal(body, v); err != nil {
		return nil, fmt.Errorf("a %s record cannot be read: %w", kind, err)
	}
	withoutAny(reflect.ValueOf(v).Elem())
	if r, is := v.(*Request); is {
		r.Words = map[string]string{} // written for the panel, with what was asked for
	}
	return json.Marshal(v)
}

// withoutAny puts every amount inside a value, and how it was worked out, to nothing.
func withoutAny(v reflect.Value) {
	if slices.Contains(tellsAmounts, v.Type()) {
		v.SetZero()
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			withoutAny(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				withoutAny(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			withoutAny(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			one := reflect.New(v.Type().Elem()).Elem()
			one.Set(v.MapIndex(key))
			withoutAny(one)
			v.SetMapIndex(key, one)
		}
	}
}

// All reads the records of a kind without their amounts.
func (v veiled) All(ctx context.Context, kind string, each func(journal.Body) error) error {
	return v.Store.All(ctx, kind, through(kind, each))
}

// Where reads the records of a kind whose field has a value, without their amounts.
func (v veiled) Where(ctx context.Context, kind, field, value string, each func(journal.Body) error) error {
	return v.Store.Where(ctx, kind, field, value, through(kind, each))
}

func through(kind string, each func(journal.Body) error) func(journal.Body) error {
	return func(body journal.Body) error {
		body, err := withoutAmounts(kind, body)
		if err != nil {
			return err
		}
		return each(body)
	}
}

// Get reads one record without its amounts.
func (v veiled) Get(ctx context.Context, kind, key string) (journal.Body, bool, error) {
	if kind == kindSetting && key == settingRates {
		return nil, false, nil
	}
	body, found, err := v.Store.Get(ctx, kind, key)
	if err != nil || !found {
		return nil, found, err
	}
	body, err = withoutAmounts(kind, body)
	return body, err == nil, err
}

// History returns the latest steps without what they changed in records with amounts.
func (v veiled) History(ctx context.Context, pupil string, limit int) ([]journal.Step, error) {
	steps, err := v.Store.History(ctx, pupil, limit)
	return unpriced(steps), err
}

// Labelled returns the steps with a label in the same way.
func (v veiled) Labelled(ctx context.Context, label string) ([]journal.Step, error) {
	steps, err := v.Store.Labelled(ctx, label)
	return unpriced(steps), err
}

// unpriced takes changes of records with amounts, and settings such as rates, out of
// steps.
func unpriced(steps []journal.Step) []journal.Step {
	for i := range steps {
		steps[i].Changes = slices.DeleteFunc(steps[i].Changes, func(c journal.Change) bool {
			return withAmounts[c.Kind] != nil || c.Kind == kindSetting || c.Kind == kindPack || c.Kind == kindWords
		})
	}
	return steps
}

// Close closes the file.
func (v veiled) Close() error { return v.Store.Close() }
