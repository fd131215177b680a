package dev.gradus.explorer;

import dev.gradus.run.Trace;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** All pages that are looked at in a browser, by name; each is made once. */
final class Gallery {
    private static final Map<String, Explorer> PAGES = new LinkedHashMap<>(Pages.all());
    private static final Map<String, Trace> FAMILIES = Families.all();
    private static final Map<String, Explorer> OTHERS = new TreeMap<>(Map.of(
            "thirty-nodes", Explorer.of(Examples.deep(6, 5)),
            "joined-sheets", Explorer.of(Families.joinedSheets()),
            "joined-large", Explorer.of(Families.joinedLarge())));

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
        Explorer explorer = PAGES.getOrDefault(page, OTHERS.get(page));
        if (explorer == null) {
            throw new IllegalArgumentException("There is no page " + page + ", but "
                    + List.of(PAGES.keySet(), FAMILIES.keySet(), OTHERS.keySet()));
        }
        return explorer;
    }
}
