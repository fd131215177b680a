package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every {@link Look} at its pages. In one class, as each JVM of the tests would walk through the pages for itself. */
@Tag("long")
class LooksTest extends PagesInBrowser {
    private static Map<String, Map<Look, List<String>>> found;

    @BeforeAll
    static void walk() {
        found = Walks.throughAll();
    }

    @ParameterizedTest
    @EnumSource
    void findsNothing(Look look) {
        assertThat(look.pages.stream()
                        .flatMap(page -> found.get(page).get(look).stream())
                        .toList())
                .isEmpty();
    }
}
