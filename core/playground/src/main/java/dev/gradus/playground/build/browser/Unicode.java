package dev.gradus.playground.build.browser;

import org.teavm.jso.JSBody;

/** What JavaScript knows of Unicode. TeaVM takes no {@code @JSBody} from a class that stands in for another. */
public final class Unicode {
    private Unicode() {}

    /** A text in a normal form of Unicode. */
    @JSBody(
            params = {"text", "form"},
            script = "return text.normalize(form);")
    public static native String normalize(String text, String form);
}
