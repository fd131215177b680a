package dev.gradus.properties;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** operations.txt: what functions do not know of themselves, in the order in which docs/operations.md lists them. */
final class FunctionTable {
    private static final Pattern CALL =
            Pattern.compile("(?:new )?(?<type>\\w+)(?:\\.[A-Z_]+)?(?:\\([^)]*\\))?\\.(?<method>\\w+)\\(.*");
    private static final Pattern NEW = Pattern.compile("new (?<type>\\w+)\\([^)]*\\)");
    private static final Set<String> OFFERING =
            Set.of("dev.gradus.node", "dev.gradus.nn", "dev.gradus.loss", "dev.gradus.linalg", "dev.gradus.flow");

    /** Those of flow make what a file describes. */
    private static final Set<String> NO_FUNCTIONS =
            Set.of("Node.named", "Node.inputs", "Node.then", "Body.of", "Loop.of", "LoopResult.of", "Solution.of");

    /**
     * A function, or several names of one.
     *
     * @param calls how it is called
     * @param cost in words of operations
     * @param formula empty if it is what the function prints
     * @param numpy empty if there is none, or an op has its own
     */
    record Row(
            List<String> calls, String cost, String domain, String kinks, String torch, String formula, String numpy) {

        /** Class and method of each way to call it, as {@code Node.exp}; of a constructor the class alone. */
        List<String> names() {
            return calls.stream().map(FunctionTable::name).toList();
        }

        String name() {
            return names().get(0);
        }

        FunctionSample sample() {
            return Objects.requireNonNull(FunctionSamples.all().get(name()), () -> name() + " has no sample");
        }
    }

    /** Functions of one topic. */
    record Section(String title, String remark, List<Row> rows) {
        boolean isCounted() {
            return !title.endsWith("(not counted)");
        }
    }

    private FunctionTable() {}

    /** The functions that have derivatives. */
    static List<Row> counted() {
        return sections().stream()
                .filter(Section::isCounted)
                .flatMap(section -> section.rows().stream())
                .toList();
    }

    static List<Row> rows() {
        return sections().stream().flatMap(section -> section.rows().stream()).toList();
    }

    static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# ")) {
                sections.add(new Section(lines.get(i).substring(2), lines.get(++i), new ArrayList<>()));
            } else if (!lines.get(i).isEmpty()) {
                sections.get(sections.size() - 1).rows().add(row(lines.get(i)));
            }
        }
        return sections;
    }

    private static Row row(String line) {
        String[] cells = Arrays.copyOf(line.split(" \\|(?= |$)", -1), 7);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i] == null ? "" : cells[i].trim();
        }
        return new Row(List.of(cells[0].split("; ", -1)), cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
    }

    private static List<String> lines() {
        try (InputStream stream = Objects.requireNonNull(FunctionTable.class.getResourceAsStream("operations.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String call) {
        int equals = call.indexOf(" = ");
        if (equals >= 0) {
            return call.substring(equals + 3);
        }
        Matcher constructor = NEW.matcher(call);
        if (constructor.matches()) {
            return constructor.group("type");
        }
        Matcher method = CALL.matcher(call);
        if (!method.matches()) {
            throw new IllegalStateException("'" + call + "' is no call");
        }
        String type = method.group("type");
        return (Character.isLowerCase(type.charAt(0)) ? "Node" : type) + "." + method.group("method");
    }

    /** The names of all public functions of nodes: what makes nodes of nodes, found by reflection. */
    static Set<String> publicNames() {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : ClassesBeside.of(Node.class, OFFERING.toArray(String[]::new))) {
            if (isOffered(type)) {
                for (Method method : type.getDeclaredMethods()) {
                    String name = type.getSimpleName() + "." + method.getName();
                    if (isFunction(type, method) && !NO_FUNCTIONS.contains(name)) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static boolean isOffered(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !type.isInterface()
                && OFFERING.contains(type.getPackageName());
    }

    /** An object of ours that is made of nodes gives some, too, as the solution of an equation. */
    private static boolean isFunction(Class<?> type, Method method) {
        if (!Modifier.isPublic(method.getModifiers()) || method.isSynthetic()) {
            return false;
        }
        boolean takesNodes = Arrays.stream(method.getGenericParameterTypes()).anyMatch(FunctionTable::isOfNodes);
        if (Modifier.isStatic(method.getModifiers())) {
            boolean isOurs = OFFERING.contains(method.getReturnType().getPackageName())
                    && !Throwable.class.isAssignableFrom(method.getReturnType());
            return takesNodes && (isOurs || isOfNodes(method.getGenericReturnType()));
        }
        return isOfNodes(method.getGenericReturnType())
                && (type == Node.class || takesNodes && !Op.class.isAssignableFrom(type));
    }

    /** Whether this is the type of a node, of several of them, or of a record with one. */
    private static boolean isOfNodes(Type type) {
        if (type instanceof Class<?> c) {
            return Node.class.isAssignableFrom(c)
                    || c.isArray() && isOfNodes(c.getComponentType())
                    || c.isRecord()
                            && Arrays.stream(c.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .anyMatch(Node.class::equals);
        }
        return type.getTypeName().contains(Node.class.getName());
    }
}
