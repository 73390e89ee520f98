package main

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
)

// offeredPack is a continuum that ships beside the default one.
type offeredPack struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// packOffered lists the continua that ship beside the default one, or writes one to a
// file to be looked at and put in use like any other.
func packOffered(c *call) error {
	out := c.outFlag()
	if err := c.parse(0, 1); err != nil {
		return err
	}
	offered := desk.OfferedPacks()
	if len(c.words) == 0 {
		var list []offeredPack
		var b strings.Builder
		for _, o := range offered {
			list = append(list, offeredPack{o.Name, o.Title})
			fmt.Fprintf(&b, "%s: %s\n", o.Name, o.Title)
		}
		return c.print(map[string]any{"packs": list}, "%s", strings.TrimSpace(b.String()))
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	i := slices.IndexFunc(offered, func(o desk.OfferedPack) bool { return o.Name == c.words[0] })
	if i < 0 {
		return refusal("There is no shipped example “" + c.words[0] + "”. needsctl pack offered lists them.")
	}
	return c.keepFile(*out, offered[i].Body, nil)
}
