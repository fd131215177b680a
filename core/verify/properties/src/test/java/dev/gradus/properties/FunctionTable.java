package dev.gradus.properties;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Attention;
import dev.gradus.node.Functions;
import dev.gradus.node.Indexing;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Reductions;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of the vocabulary as docs/operations.md lists them, with what functions do not know of themselves: how
 * compositions of ops are written in NumPy, for the operands of their sample, from numpy-forms.txt.
 */
final class FunctionTable {
    private static final Pattern CALL =
            Pattern.compile("(?:new )?(?<type>\\w+)(?:\\.[A-Z_]+)?(?:\\([^)]*\\))?\\.(?<method>\\w+)\\(.*");
    private static final Pattern NEW = Pattern.compile("new (?<type>\\w+)\\([^)]*\\)");
    private static final Set<String> OFFERING =
            Set.of("dev.gradus.node", "dev.gradus.nn", "dev.gradus.loss", "dev.gradus.linalg", "dev.gradus.flow");

    /** Those of flow make what a file describes. */
    private static final Set<String> NO_FUNCTIONS =
            Set.of("Node.named", "Node.inputs", "Node.then", "Body.of", "Loop.of", "LoopResult.of", "Solution.of");

    private static final List<Class<?>> OFFERING_TYPES = List.of(
            Node.class,
            Functions.class,
            Activations.class,
            Reductions.class,
            LinearAlgebra.class,
            Indexing.class,
            Attention.class);

    private static final Map<String, String> NUMPY = numpy();

    /**
     * A function, or several names of one.
     *
     * @param calls how it is called
     * @param numpy empty if there is none, or an op has its own
     */
    record Row(Entry entry, List<String> calls, String numpy) {

        /** Class and method of each way to call it, as {@code Node.exp}; of a constructor the class alone. */
        List<String> names() {
            return calls.stream().map(FunctionTable::name).toList();
        }

        String name() {
            return names().get(0);
        }

        FunctionSample sample() {
            return FunctionSamples.of(this);
        }
    }

    /** Functions of one topic. */
    record Section(String title, String remark, List<Row> rows) {}

    private FunctionTable() {}

    /** The functions that have derivatives. */
    static List<Row> counted() {
        return sections().stream()
                .filter(section -> !section.title().startsWith("Gradients by hand"))
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.entry().isPiecewiseConstant())
                .toList();
    }

    static List<Row> rows() {
        return sections().stream().flatMap(section -> section.rows().stream()).toList();
    }

    static List<Section> sections() {
        return Vocabulary.families().stream()
                .map(family -> new Section(
                        family.title(),
                        family.remark(),
                        family.entries().stream().map(FunctionTable::row).toList()))
                .toList();
    }

    private static Row row(Entry entry) {
        List<String> calls =
                entry.calls().isEmpty() ? calls(entry) : List.of(entry.calls().split("; ", -1));
        return new Row(entry, calls, NUMPY.getOrDefault(name(calls.get(0)), ""));
    }

    /** How a function of nodes alone is called: as a method of a node, as a function of its family, or as an op. */
    private static List<String> calls(Entry entry) {
        List<String> operands = entry.parameters().equals(List.of("x", "y")) ? List.of("a", "b") : entry.parameters();
        List<String> calls = new ArrayList<>();
        for (Class<?> type : OFFERING_TYPES) {
            for (String name : entry.names()) {
                boolean isStatic = type != Node.class;
                Class<?>[] nodes = new Class<?>[operands.size() - (isStatic ? 0 : 1)];
                Arrays.fill(nodes, Node.class);
                if (Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && Modifier.isPublic(method.getModifiers())
                                && Arrays.equals(method.getParameterTypes(), nodes))) {
                    String arguments = String.join(", ", operands.subList(isStatic ? 0 : 1, operands.size()));
                    calls.add((isStatic ? type.getSimpleName() : operands.get(0)) + "." + name + "(" + arguments + ")");
                }
            }
        }
        String type = entry.op().isEmpty() ? entry.names().get(0) : entry.op();
        return calls.isEmpty() ? List.of("new " + type + "(" + String.join(", ", operands) + ")") : calls;
    }

    private static Map<String, String> numpy() {
        Map<String, String> forms = new HashMap<>();
        for (String line : lines()) {
            String[] cells = line.split(" \\| ", 2);
            forms.put(name(cells[0].split("; ", -1)[0]), cells[1].trim());
        }
        return forms;
    }

    private static List<String> lines() {
        try (InputStream stream = Objects.requireNonNull(FunctionTable.class.getResourceAsStream("numpy-forms.txt"));
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
