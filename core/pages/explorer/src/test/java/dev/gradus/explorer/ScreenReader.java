package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openqa.selenium.Keys;

/**
 * What a screen reader says, from what Chromium tells it: after a key the groups that the focus enters, the element that has it, if
 * that or its state is another one, and the live regions whose words have changed.
 */
final class ScreenReader {
    private static final Set<String> LANDMARKS = Set.of(
            "banner", "main", "contentinfo", "navigation", "region", "complementary", "form", "search", "dialog");

    /** Entered groups are told by their names. */
    private static final Set<String> GROUPS =
            Set.of("group", "radiogroup", "grid", "table", "region", "dialog", "toolbar", "menu", "list");

    private static final Map<String, String> ROLES = Map.of(
            "gridcell", "cell", "radio", "radio button", "textbox", "field", "link", "link", "RootWebArea", "page");

    /** States and what is said of their values. */
    private static final Map<String, Map<String, String>> STATES = new TreeMap<>(Map.of(
            "expanded", Map.of("true", "expanded", "false", "collapsed"),
            "pressed", Map.of("true", "pressed", "false", "not pressed"),
            "checked", Map.of("true", "checked"),
            "disabled", Map.of("true", "unavailable")));

    private static final Map<String, CharSequence> KEYS = Map.ofEntries(
            Map.entry("Right", Keys.ARROW_RIGHT),
            Map.entry("Left", Keys.ARROW_LEFT),
            Map.entry("Up", Keys.ARROW_UP),
            Map.entry("Down", Keys.ARROW_DOWN),
            Map.entry("Home", Keys.HOME),
            Map.entry("End", Keys.END),
            Map.entry("Tab", Keys.TAB),
            Map.entry("Enter", Keys.ENTER),
            Map.entry("Space", Keys.SPACE),
            Map.entry("Escape", Keys.ESCAPE));

    private static final String NAME_AT_FOCUS =
            "const { ariaLabel, textContent } = document.activeElement; return (ariaLabel ?? textContent).trim();";

    /** More stops than a page has. */
    private static final int MOST_STOPS = 99;

    private final Browser browser;
    private Tree tree;

    ScreenReader(Browser browser) {
        this.browser = browser;
        this.tree = now();
    }

    /** Chromium's protocol leaves out the words for a slider's value. */
    private Tree now() {
        Object words = browser.run("return document.activeElement.ariaValueText ?? '';");
        return new Tree(browser.accessibilityTree(), String.valueOf(words));
    }

    /**
     * Does what a line of a script says and returns what is heard: {@code headings}, {@code landmarks}, {@code read NAME},
     * {@code type WORDS}, {@code Tab to NAME}, or a key such as {@code Right}, {@code Shift Right} or {@code w}.
     */
    List<String> follow(String line) {
        if (line.equals("headings")) {
            return tree.headings();
        } else if (line.equals("landmarks")) {
            return tree.landmarks();
        } else if (line.startsWith("read ")) {
            return tree.words(line.substring(5));
        } else if (line.startsWith("type ")) {
            return heardAfter(() -> browser.press(line.substring(5)));
        } else if (line.startsWith("Tab to ")) {
            return heardAfter(() -> tabTo(line.substring(7)));
        }
        return heardAfter(() -> press(line));
    }

    private void tabTo(String name) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            browser.press(Keys.TAB);
            if (String.valueOf(browser.run(NAME_AT_FOCUS)).startsWith(name)) {
                return;
            }
        }
        throw new AssertionError("Tab never comes to '" + name + "'");
    }

    private void press(String line) {
        String key = line.replace("Shift ", "");
        CharSequence pressed = KEYS.getOrDefault(key, key);
        if (key.equals(line)) {
            browser.press(pressed);
        } else {
            browser.pressWithShift(pressed);
        }
    }

    private List<String> heardAfter(Runnable act) {
        act.run();
        browser.run("return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(''))));");
        Tree before = tree;
        tree = now();
        return tree.heardSince(before);
    }

    /** One state of the page. */
    private static final class Tree {
        private final Map<String, Map<?, ?>> nodes = new LinkedHashMap<>();
        private final Map<String, String> parents = new HashMap<>();
        private final String root;
        private final String valueAtFocus;

        Tree(List<?> all, String valueAtFocus) {
            this.valueAtFocus = valueAtFocus;
            for (Object one : all) {
                Map<?, ?> node = (Map<?, ?>) one;
                String id = String.valueOf(node.get("nodeId"));
                nodes.put(id, node);
                children(id).forEach(child -> parents.put(child, id));
            }
            root = nodes.keySet().iterator().next();
        }

        private List<String> children(String id) {
            Object children = nodes.containsKey(id) ? nodes.get(id).get("childIds") : null;
            return children == null
                    ? List.of()
                    : ((List<?>) children).stream().map(String::valueOf).toList();
        }

        private static String valueOf(Object told) {
            Object value = told == null ? null : ((Map<?, ?>) told).get("value");
            return value == null
                    ? ""
                    : String.valueOf(value).replaceAll("\\s+", " ").trim();
        }

        private String role(String id) {
            boolean ignored = Boolean.TRUE.equals(nodes.get(id).get("ignored"));
            return ignored ? "" : valueOf(nodes.get(id).get("role"));
        }

        private String name(String id) {
            return valueOf(nodes.get(id).get("name"));
        }

        private String property(String id, String name) {
            Object all = nodes.get(id).get("properties");
            return all == null
                    ? ""
                    : ((List<?>) all)
                            .stream()
                                    .map(one -> (Map<?, ?>) one)
                                    .filter(one -> name.equals(one.get("name")))
                                    .map(one -> valueOf(one.get("value")))
                                    .findFirst()
                                    .orElse("");
        }

        private void visit(String id, Consumer<String> look) {
            if (!nodes.containsKey(id)) {
                return;
            }
            look.accept(id);
            if (!role(id).equals("StaticText")) {
                children(id).forEach(child -> visit(child, look));
            }
        }

        private List<String> find(String from, Set<String> roles) {
            List<String> found = new ArrayList<>();
            visit(from, id -> {
                if (roles.contains(role(id))) {
                    found.add(id);
                }
            });
            return found;
        }

        List<String> headings() {
            return find(root, Set.of("heading")).stream()
                    .map(id -> property(id, "level") + " " + name(id))
                    .toList();
        }

        List<String> landmarks() {
            return find(root, LANDMARKS).stream()
                    .map(id -> (role(id) + " " + name(id)).trim())
                    .toList();
        }

        /** What stands in the landmark or the group of this name, in its order. */
        List<String> words(String name) {
            String place = nodes.keySet().stream()
                    .filter(id -> name(id).equals(name) && (LANDMARKS.contains(role(id)) || GROUPS.contains(role(id))))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nothing is called '" + name + "'"));
            return find(place, Set.of("heading", "paragraph", "MathMLMath", "button", "link")).stream()
                    .map(id -> switch (role(id)) {
                        case "MathMLMath" -> "formula";
                        case "paragraph" -> text(id);
                        default -> name(id) + ", " + role(id);
                    })
                    .toList();
        }

        private String text(String id) {
            return find(id, Set.of("StaticText")).stream()
                    .map(this::name)
                    .collect(Collectors.joining(" "))
                    .replaceAll("\\s+", " ")
                    .replaceAll(" ([.,])", "$1")
                    .trim();
        }

        private String focused() {
            return nodes.keySet().stream()
                    .filter(id -> property(id, "focused").equals("true"))
                    .reduce((first, last) -> last)
                    .orElse(root);
        }

        private List<String> groupsAround(String id) {
            List<String> groups = new ArrayList<>();
            for (String at = parents.get(id); at != null; at = parents.get(at)) {
                if (GROUPS.contains(role(at)) && !name(at).isEmpty()) {
                    groups.add(0, at);
                }
            }
            return groups;
        }

        /** Name, role, states and value. */
        private String told(String id) {
            String role = role(id);
            List<String> words = new ArrayList<>(List.of(name(id), ROLES.getOrDefault(role, role)));
            String value =
                    role.equals("slider") ? valueAtFocus : valueOf(nodes.get(id).get("value"));
            words.add(value.equals(name(id)) ? "" : value);
            STATES.forEach((state, names) -> words.add(names.getOrDefault(property(id, state), "")));
            return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
        }

        private String liveWords(String id) {
            return property(id, "live").matches("polite|assertive") && Objects.equals(property(id, "root"), "")
                    ? text(id)
                    : "";
        }

        List<String> heardSince(Tree before) {
            List<String> heard = new ArrayList<>();
            String now = focused(), was = before.focused();
            if (!now.equals(was) || !before.nodes.containsKey(now) || !told(now).equals(before.told(now))) {
                List<String> around = before.groupsAround(was);
                groupsAround(now).stream()
                        .filter(id -> !around.contains(id))
                        .forEach(id -> heard.add(name(id) + ", " + role(id)));
                heard.add(told(now));
            }
            for (String id : nodes.keySet()) {
                String words = liveWords(id);
                if (!words.isEmpty() && before.nodes.containsKey(id) && !words.equals(before.liveWords(id))) {
                    heard.add("“" + words + "”");
                }
            }
            return heard;
        }
    }
}
