package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/publish"
)

// CheckLinks asks every web address of a document as it stands now whether it answers.
// It is done only when somebody asks for it: all else works without the internet. What was
// answered is remembered with the day, so that the check of the document knows of it.
func (d *Desk) CheckLinks(ctx context.Context, document string) ([]publish.LinkAnswer, error) {
	if err := d.allow(access.Publish); err != nil {
		return nil, err
	}
	if d.options.Links == nil {
		return nil, refuse("links", "This program cannot ask web addresses. Open the links in a browser.")
	}
	list, err := d.linksNow(ctx, document)
	if err != nil {
		return nil, err
	}
	var addresses []string
	for _, l := range list {
		addresses = append(addresses, l.Address)
	}
	answers := d.options.Links.Ask(ctx, addresses)
	if err := ctx.Err(); err != nil {
		return nil, err // half an answer would call links dead that nobody asked
	}
	for i := range list {
		list[i].OK, list[i].To, list[i].Why, list[i].Asked = answers[i].OK, answers[i].To, answers[i].Why, d.Today()
	}
	if err := d.SaveSetting(ctx, rememberedLinks(document), list); err != nil {
		return nil, err
	}
	d.forgetReport()
	return list, nil
}

// LinksAsked returns what the web addresses of a document answered when they were last
// asked. Those that are no longer in it are left out.
func (d *Desk) LinksAsked(ctx context.Context, document string) ([]publish.LinkAnswer, error) {
	list, err := d.linksNow(ctx, document)
	if err != nil {
		return nil, err
	}
	asked, err := d.linksRemembered(ctx, document)
	if err != nil {
		return nil, err
	}
	out := []publish.LinkAnswer{}
	for _, l := range list {
		if i := slices.IndexFunc(asked, func(a publish.LinkAnswer) bool { return a.Address == l.Address }); i >= 0 {
			answer := asked[i]
			answer.Where = l.Where
			out = append(out, answer)
		}
	}
	return out, nil
}

func rememberedLinks(document string) string { return "links/" + document }

func (d *Desk) linksRemembered(ctx context.Context, document string) ([]publish.LinkAnswer, error) {
	var asked []publish.LinkAnswer
	_, err := d.Setting(ctx, rememberedLinks(document), &asked)
	return asked, err
}

// linksNow are the addresses of a document as it stands now, with nothing answered yet.
func (d *Desk) linksNow(ctx context.Context, document string) ([]publish.LinkAnswer, error) {
	draft, err := d.draft(ctx, document)
	if err != nil {
		return nil, err
	}
	return publish.LinksIn(draft.parts()), nil
}
