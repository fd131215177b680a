package dev.gradus.explorer;

import dev.gradus.run.Trace;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All pages that are looked at in a browser, by name; each is made once. */
final class Gallery {
    private static final Map<String, Explorer> PAGES = new LinkedHashMap<>(Pages.all());
    private static final Map<String, Trace> FAMILIES = Families.all();
    private static final Map<String, Supplier<Explorer>> OTHERS = new TreeMap<>(Map.of(
            "thirty-nodes", () -> Explorer.of(Examples.deep(6, 5)),
            "joined-sheets", () -> Explorer.of(Families.joinedSheets()),
            "joined-large", () -> Explorer.of(Families.joinedLarge()),
            "six-times", () -> Pages.steps(6),
            "ten-scopes", () -> Explorer.of(Examples.deep(20, 3))));

    private static final Map<String, String> HTML = new ConcurrentHashMap<>();

    private Gallery() {}

    /** The pages that are looked at most closely. */
    static Collection<String> pages() {
        return PAGES.keySet();
    }

    /** One for each family of ops. */
    static Collection<String> families() {
        return FAMILIES.keySet();
    }

    static String html(String page) {
        return HTML.computeIfAbsent(page, name -> explorer(name).html());
    }

    private static Explorer explorer(String page) {
        if (FAMILIES.containsKey(page)) {
            return Explorer.of(FAMILIES.get(page)).titled(page, "step by step");
        }
        if (PAGES.containsKey(page)) {
            return PAGES.get(page);
        }
        if (OTHERS.containsKey(page)) {
            return OTHERS.get(page).get();
        }
        throw new IllegalArgumentException("There is no page " + page);
    }
}
