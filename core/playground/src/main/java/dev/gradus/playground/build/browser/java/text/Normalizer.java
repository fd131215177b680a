package dev.gradus.playground.build.browser.java.text;

import dev.gradus.playground.build.browser.Unicode;

/** Stands in for Java's class: the browser itself normalizes. */
public final class Normalizer {
    private Normalizer() {}

    /** The forms that the engine asks for. */
    public enum Form {
        NFD,
        NFC
    }

    public static String normalize(CharSequence text, Form form) {
        return Unicode.normalize(text.toString(), form == Form.NFD ? "NFD" : "NFC");
    }
}
