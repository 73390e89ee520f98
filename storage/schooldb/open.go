package schooldb

import (
	"context"

	"needsbook/storage/vault"
)

// Create makes a new school's file and returns its store and the recovery key.
func Create(ctx context.Context, path, passphrase string, o vault.Options) (*Store, string, error) {
	migrations, err := Migrations()
	if err != nil {
		return nil, "", err
	}
	o.Migrations = migrations
	v, recovery, err := vault.Create(ctx, path, passphrase, o)
	if err != nil {
		return nil, "", err
	}
	s, err := New(ctx, v)
	if err != nil {
		v.Close()
		return nil, "", err
	}
	s.clock = o.Now
	return s, recovery, nil
}

// Open opens a school's file and brings its tables up to date.
func Open(ctx context.Context, path string, secret vault.Secret, o vault.Options) (*Store, vault.Report, error) {
	migrations, err := Migrations()
	if err != nil {
		return nil, vault.Report{}, err
	}
	o.Migrations = migrations
	v, report, err := vault.Open(ctx, path, secret, o)
	if err != nil {
		return nil, report, err
	}
	s, err := New(ctx, v)
	if err != nil {
		v.Close()
		return nil, report, err
	}
	s.clock = o.Now
	return s, report, nil
}
