package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rooms of a package that cannot be packages, because users import all its public types from that package. Its
 * package-info.java lists the rooms, the highest first, with a link to each public type. A package below it is a room too.
 */
final class Rooms {
    private static final Pattern ROOM = Pattern.compile("<li><b>(\\w+)</b>:(.*?)(?=<li>|</ul>)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\{@link[ *\\n]+(\\w+)}");

    private final String root;
    private final List<String> onPage = new ArrayList<>();
    private final Map<String, Set<String>> uses = new LinkedHashMap<>();
    private final Map<String, List<String>> listed = new TreeMap<>();
    private final Map<String, List<String>> hidden = new TreeMap<>();

    /**
     * Reads the rooms.
     *
     * @param root the package
     * @param page the text of its package-info.java
     * @param table a line for each room, the lowest first: its name, the rooms that it uses, and after a bar its classes that
     *     are not public
     */
    Rooms(String root, String page, String table) {
        this.root = root;
        table.lines().map(line -> line.split(" *\\| *", -1)).forEach(parts -> {
            List<String> names = List.of(parts[0].split(" +", -1));
            uses.put(names.get(0), new TreeSet<>(names.subList(1, names.size())));
            if (parts.length > 1) {
                List.of(parts[1].split(" +", -1)).forEach(type -> put(hidden, type, names.get(0)));
            }
        });
        Matcher rooms = ROOM.matcher(page);
        while (rooms.find()) {
            onPage.add(0, rooms.group(1));
            LINK.matcher(rooms.group(2)).results().forEach(link -> put(listed, link.group(1), rooms.group(1)));
        }
    }

    private static void put(Map<String, List<String>> rooms, String type, String room) {
        rooms.computeIfAbsent(type, none -> new ArrayList<>()).add(room);
    }

    /** Each class has one room, and the page lists the rooms in the order of the table. */
    void checkThatEachClassHasOne(JavaClasses all) {
        Set<String> wrong = new TreeSet<>();
        Set<String> noPublic = new TreeSet<>(listed.keySet()), noHidden = new TreeSet<>(hidden.keySet());
        all.stream()
                .filter(type -> type.getPackageName().equals(root) && type.isTopLevelClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .forEach(type -> {
                    boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
                    String name = type.getSimpleName();
                    List<String> rooms = (isPublic ? listed : hidden).getOrDefault(name, List.of());
                    (isPublic ? noPublic : noHidden).remove(name);
                    if (rooms.size() != 1) {
                        wrong.add(name + " must have one room, but has " + rooms + ": "
                                + (isPublic
                                        ? "link it once in the list of rooms in package-info.java of " + root
                                        : "name it once in the table of this test, after the bar of its room"));
                    }
                });
        assertThat(wrong).isEmpty();
        assertThat(noPublic)
                .as("links in the list of rooms to what is no public type")
                .isEmpty();
        assertThat(noHidden)
                .as("names in the table of rooms of what is no hidden class")
                .isEmpty();
        assertThat(uses.keySet()).as("the rooms, the lowest first").containsSubsequence(onPage);
    }

    /** Each room uses exactly the rooms that the table says, all of which are below it. */
    void checkArrows(JavaClasses all) {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        uses.keySet().forEach(room -> arrows.put(room, new TreeSet<>()));
        Set<String> wrong = new TreeSet<>();
        all.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(found -> {
                    String from = roomOf(found.getOriginClass()), to = roomOf(found.getTargetClass());
                    if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                        arrows.get(from).add(to);
                        if (!uses.get(from).contains(to)) {
                            wrong.add(from + " → " + to + ": " + found.getDescription());
                        }
                    }
                });
        assertThat(wrong).as("uses of rooms that the table does not allow").isEmpty();
        assertThat(arrows).as("uses of rooms that exist").isEqualTo(uses);
        Set<String> below = new TreeSet<>();
        uses.forEach((room, used) -> {
            assertThat(below).as("the rooms below " + room).containsAll(used);
            below.add(room);
        });
    }

    /** The room of a class with all that is nested in it, or nothing if it is outside of the package. */
    private String roomOf(JavaClass type) {
        String name = type.getBaseComponentType().getName().replaceFirst("\\$.*", "");
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String[] rest = name.substring(root.length() + 1).split("\\.", -1);
        return rest.length > 1
                ? rest[0]
                : listed.getOrDefault(rest[0], hidden.getOrDefault(rest[0], List.of("")))
                        .get(0);
    }
}
