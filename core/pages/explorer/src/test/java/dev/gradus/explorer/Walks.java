package dev.gradus.explorer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every page is walked through once on each screen, with all looks at each step: to show a step takes many times as long as to
 * look at it. The steps of long pages are shared out among three screens.
 */
final class Walks {
    /** Until then the page has not heard of its new size. */
    private static final String A_FRAME = "return new Promise(done => requestAnimationFrame(() => done('')));";

    private Walks() {}

    /** What all looks find on each of their pages; the longest come first, so that both browsers are done at one time. */
    static Map<String, Map<Look, List<String>>> throughAll() {
        List<String> pages = Arrays.stream(Look.values())
                .flatMap(look -> look.pages.stream())
                .distinct()
                .sorted(Comparator.comparing(page -> -Gallery.html(page).length()))
                .toList();
        Map<String, Map<Look, List<String>>> found = new ConcurrentHashMap<>();
        Browser.forEach(pages, (browser, page) -> found.put(page, through(page, browser)));
        return found;
    }

    /** What they find on one page, with page, screen and step before it. */
    private static Map<Look, List<String>> through(String page, Browser browser) {
        Map<Look, List<String>> faults = new EnumMap<>(Look.class);
        Set<Screen> screens = new LinkedHashSet<>();
        Arrays.stream(Look.values()).filter(look -> look.pages.contains(page)).forEach(look -> {
            faults.put(look, new ArrayList<>());
            screens.addAll(look.screens);
        });
        browser.show(page);
        int number = 0;
        for (Screen screen : screens) {
            List<Look> looks = faults.keySet().stream()
                    .filter(look -> look.isAt(page, screen))
                    .toList();
            List<?> wanted = looks.stream()
                    .map(look -> List.of(look.function, look.steps.depths, look.steps.onlyLast))
                    .toList();
            browser.size(screen).run(A_FRAME);
            List<?> found =
                    (List<?>) browser.run(script() + "return walk(arguments[0], arguments[1]);", wanted, number++);
            for (int i = 0; i < looks.size(); i++) {
                for (Object fault : (List<?>) found.get(i)) {
                    faults.get(looks.get(i)).add(page + " at " + screen + ", " + fault);
                }
            }
        }
        return faults;
    }

    /** The looks and the walks through a page. */
    static String script() {
        try (InputStream looks = Walks.class.getResourceAsStream("looks.js")) {
            return new String(looks.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
