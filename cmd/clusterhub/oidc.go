package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"needsbook/ui/hub/door"
)

// signInFlags say under which address people see the hub, and who signs them in with
// accounts elsewhere. All of it is fixed for as long as the hub runs.
type signInFlags struct {
	origin                    string
	issuers, clients, secrets []string // of one provider each, in one order
	tenants, domains          string
}

func (f *signInFlags) add(c *call) {
	c.flags.StringVar(&f.origin, "origin", "", "the hub's `address` as people see it, such as https://hub.example.org; passkeys and accounts elsewhere are bound to it (the first --acme-host if left out)")
	several := func(list *[]string) func(string) error {
		return func(text string) error { *list = append(*list, text); return nil }
	}
	c.flags.Func("oidc-issuer", "`address` of who signs people in with accounts that they have, such as https://accounts.google.com; give it again for another one", several(&f.issuers))
	c.flags.Func("oidc-client", "what that one knows the hub by; as often as --oidc-issuer, in the same order", several(&f.clients))
	c.flags.Func("oidc-secret-file", "a `file` with the secret that goes with it; as often as --oidc-issuer, in the same order", several(&f.secrets))
	c.flags.StringVar(&f.tenants, "oidc-tenants", "", "the Microsoft `tenants` whose accounts may sign in, with commas; any if left out")
	c.flags.StringVar(&f.domains, "oidc-domains", "", "the Google `domains` whose accounts may sign in, with commas; any organisation's if left out")
}

// check says what of the flags cannot be together.
func (f *signInFlags) check() error {
	switch {
	case len(f.issuers) != len(f.clients) || len(f.issuers) != len(f.secrets):
		return usageError("Give --oidc-issuer, --oidc-client and --oidc-secret-file equally often, in the same order.")
	case len(f.issuers) == 0 && (f.tenants != "" || f.domains != ""):
		return usageError("Give --oidc-issuer the address of who signs people in.")
	}
	return nil
}

// open reads the address and the secrets. hosts are the names that the hub fetches
// certificates for.
func (f *signInFlags) open(hosts []string) (options door.Options, err error) {
	if f.origin == "" && len(hosts) > 0 {
		f.origin = "https://" + hosts[0]
	}
	if f.origin != "" {
		if options.Origin, err = door.ReadOrigin(f.origin); err != nil {
			return options, fmt.Errorf("%w. Nothing was started", err)
		}
	}
	if len(f.issuers) > 0 && options.Origin == "" {
		return options, errors.New("accounts elsewhere lead people back to the hub's address. Nothing was started. Give --origin")
	}
	for i, issuer := range f.issuers {
		p := door.Provider{Issuer: strings.TrimSpace(issuer), Client: f.clients[i]}
		secret, err := os.ReadFile(f.secrets[i])
		if err != nil {
			return options, fmt.Errorf("read the secret for %s: %w", p.Issuer, err)
		}
		p.Secret = strings.TrimSpace(string(secret))
		if p.Entra() {
			p.Tenants = wordsOf(f.tenants)
		}
		if p.Google() {
			p.Domains = wordsOf(f.domains)
		}
		if err := p.Check(); err != nil {
			return options, fmt.Errorf("%w. Nothing was started", err)
		}
		options.Providers = append(options.Providers, p)
	}
	return options, f.unused(options.Providers)
}

// unused refuses limits that would limit nothing.
func (f *signInFlags) unused(list []door.Provider) error {
	var tenants, domains bool
	for _, p := range list {
		tenants, domains = tenants || p.Tenants != nil, domains || p.Domains != nil
	}
	switch {
	case f.tenants != "" && !tenants:
		return errors.New("--oidc-tenants is for Microsoft's accounts. Nothing was started. Give their --oidc-issuer, or leave it out")
	case f.domains != "" && !domains:
		return errors.New("--oidc-domains is for Google's accounts. Nothing was started. Give their --oidc-issuer, or leave it out")
	}
	return nil
}

// wordsOf are the words of a list with commas, in small letters.
func wordsOf(text string) (words []string) {
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			words = append(words, word)
		}
	}
	return words
}
