package dev.gradus.playground.build.browser;

import org.teavm.jso.JSBody;

/** Unicode normalization by JavaScript. TeaVM ignores {@code @JSBody} in a substitute, so this class is separate. */
public final class Unicode {
    private Unicode() {}

    /** Normalizes a text. */
    @JSBody(
            params = {"text", "form"},
            script = "return text.normalize(form);")
    public static native String normalize(String text, String form);
}
