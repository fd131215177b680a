package dev.gradus.explorer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every page is walked through once on each screen, with all looks at each step: to show a step takes many times as long as to
 * look at it. Two browsers share the pages.
 */
final class Walks {
    private static final Map<String, CompletableFuture<Map<Look, List<String>>>> WALKS = new ConcurrentHashMap<>();

    private Walks() {}

    /** What this look finds on all its pages, with page, screen and step before it. */
    static List<String> faults(Look look) {
        return faults(look, look.pages);
    }

    private static List<String> faults(Look look, Collection<String> pages) {
        Browser own = Browser.shared();
        List<String> fromTheEnd = new ArrayList<>(pages);
        Collections.reverse(fromTheEnd);
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> fromTheEnd.forEach(page -> walk(page, Browser.second())));
        pages.forEach(page -> walk(page, own));
        other.join();
        return pages.stream()
                .flatMap(page -> WALKS.get(page).join().getOrDefault(look, List.of()).stream())
                .toList();
    }

    /** Unless the other browser is at it, or was. */
    private static void walk(String page, Browser browser) {
        CompletableFuture<Map<Look, List<String>>> found = new CompletableFuture<>();
        if (WALKS.putIfAbsent(page, found) == null) {
            try {
                found.complete(through(page, browser));
            } catch (RuntimeException | Error failed) {
                found.completeExceptionally(failed);
            }
        }
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
            browser.size(screen);
            List<?> found = (List<?>) browser.run(script() + "return walk(arguments[0]);", wanted);
            for (int i = 0; i < looks.size(); i++) {
                for (Object fault : (List<?>) found.get(i)) {
                    faults.get(looks.get(i)).add(page + " at " + screen + ", " + fault);
                }
            }
        }
        return faults;
    }

    private static String script() {
        try (InputStream looks = Walks.class.getResourceAsStream("looks.js")) {
            return new String(looks.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
