package main

import (
	"crypto/rand"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/pack/signedpack"
)

// largestKeyFile is more than a key file ever weighs.
const largestKeyFile = 4 << 10

// packKey makes a publisher's key, in a file that its owner alone may read.
func packKey(c *call) error {
	out := c.outFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	key, err := signedpack.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	if err := c.writeNew(*out, signedpack.KeyFile(key)); err != nil {
		return err
	}
	words := strings.Join(signedpack.WordsOf(key), " ")
	return c.print(map[string]string{"file": *out, "words": words}, "%s holds the key. Keep it to yourself: who has it can publish in your name.\nIts six words, to print beside every pack: %s", *out, words)
}

// packSign signs a sound pack with a publisher's name and key.
func packSign(c *call) error {
	by := c.flags.String("by", "", "the publisher's `name`, such as the council's")
	keyFile := c.flags.String("key", "", "the `file` with the publisher's key")
	out := c.outFlag()
	body, err := c.goodPack()
	if err != nil {
		return err
	}
	if err := c.needFlags("by", "key", "out"); err != nil {
		return err
	}
	if _, signed, err := desk.ReadPackFile(body); err != nil || signed.Key != "" {
		return refusal("This pack is signed already. Sign the pack itself.")
	}
	text, err := readWhole(*keyFile, largestKeyFile)
	if err != nil {
		return err
	}
	key, err := signedpack.ReadKey(text)
	if err != nil {
		return refusal(sentence(err.Error()))
	}
	signed, err := signedpack.Sign(body, *by, key)
	if err != nil {
		return refusal(sentence(err.Error()))
	}
	if err := c.writeFile(*out, signed); err != nil {
		return err
	}
	words := strings.Join(signedpack.WordsOf(key), " ")
	return c.print(map[string]string{"file": *out, "by": strings.TrimSpace(*by), "words": words}, "%s is signed by %s. The six words of the key: %s", *out, strings.TrimSpace(*by), words)
}
