package dev.gradus.playground.build;

import java.util.List;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Puts classes of the package {@code browser} in the place of those that cannot run in a browser. */
public final class Substitutes extends SimpleSubstitutionPolicy {
    /** Where a class stands that is to be used instead of the one whose name follows. */
    static final String PACKAGE = "dev.gradus.playground.build.browser.";

    /** TeaVM has no such class. */
    static final List<String> LACKING = List.of(
            "java.util.StringJoiner",
            "java.util.SplittableRandom",
            "java.text.Normalizer",
            "java.text.Normalizer$Form",
            "java.lang.reflect.RecordComponent");

    /** The engine's own seam. */
    static final List<String> REPLACED = List.of("dev.gradus.kernel.host.Host");

    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(name -> LACKING.contains(name) || REPLACED.contains(name))
                .packagePrefix(PACKAGE.substring(0, PACKAGE.length() - 1));
    }
}
