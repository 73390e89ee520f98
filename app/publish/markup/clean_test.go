package markup

var pastes = []struct{ name, pasted, want string }{
	{"nothing", "", ""},
	{"bullets of Word", "We offer:\r\n•\tspeech therapy\r\no\tin groups\r\n·\tone to one\r\n§\tat home\r\n", "We offer:\n\n- speech therapy\n    - in groups\n- one to one\n- at home"},
}
