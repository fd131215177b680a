package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every {@link Look} at its pages. In one class, as each JVM of the tests would walk through the pages for itself. */
@Tag("long")
class LooksTest extends PagesInBrowser {
    @ParameterizedTest
    @EnumSource
    void findsNothing(Look look) {
        assertThat(Walks.faults(look)).isEmpty();
    }
}
