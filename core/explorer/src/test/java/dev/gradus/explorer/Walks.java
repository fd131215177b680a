package dev.gradus.explorer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every page is walked through once on each screen, with all looks at each step: to show a step takes many times as long as to
 * look at it.
 */
final class Walks {
    private static final Map<String, Map<Look, List<String>>> WALKS = new ConcurrentHashMap<>();

    /** Until then the page has not heard of its new size. */
    private static final String A_FRAME = "return new Promise(done => requestAnimationFrame(() => done('')));";

    private Walks() {}

    /** What this look finds on all its pages, with page, screen and step before it. */
    static List<String> faults(Look look) {
        List<String> left =
                look.pages.stream().filter(page -> !WALKS.containsKey(page)).toList();
        Browser.forEach(left, (browser, page) -> WALKS.put(page, through(page, browser)));
        return look.pages.stream()
                .flatMap(page -> WALKS.get(page).get(look).stream())
                .toList();
    }

    /** What all looks find on one page. */
    static Map<Look, List<String>> through(String page, Browser browser) {
        Map<Look, List<String>> faults = new EnumMap<>(Look.class);
        Set<Screen> screens = new LinkedHashSet<>();
        Arrays.stream(Look.values()).filter(look -> look.pages.contains(page)).forEach(look -> {
            faults.put(look, new ArrayList<>());
            screens.addAll(look.screens);
        });
        browser.show(page);
        for (Screen screen : screens) {
            List<Look> looks = faults.keySet().stream()
                    .filter(look -> look.isAt(page, screen))
                    .toList();
            List<?> wanted = looks.stream()
                    .map(look -> List.of(look.function, look.steps.depths, look.steps.onlyLast))
                    .toList();
            browser.size(screen).run(A_FRAME);
            List<?> found = (List<?>) browser.run(script() + "return walk(arguments[0]);", wanted);
            for (int i = 0; i < looks.size(); i++) {
                for (Object fault : (List<?>) found.get(i)) {
                    faults.get(looks.get(i)).add(page + " at " + screen + ", " + fault);
                }
            }
        }
        return faults;
    }

    /** The looks, and how to walk. */
    static String script() {
        try (InputStream looks = Walks.class.getResourceAsStream("looks.js")) {
            return new String(looks.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
