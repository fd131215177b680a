package dev.gradus.playground.build.browser.java.text;

import dev.gradus.playground.build.browser.Unicode;

/** Replaces Java's class; the browser normalizes. */
public final class Normalizer {
    private Normalizer() {}

    /** The forms that the engine uses. */
    public enum Form {
        NFD,
        NFC
    }

    public static String normalize(CharSequence text, Form form) {
        return Unicode.normalize(text.toString(), form == Form.NFD ? "NFD" : "NFC");
    }
}
