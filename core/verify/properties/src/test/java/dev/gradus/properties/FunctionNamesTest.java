package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Norms;
import dev.gradus.nn.Pools;
import dev.gradus.node.Calculus;
import dev.gradus.node.Functions;
import dev.gradus.node.Indexing;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Orders;
import dev.gradus.node.Reductions;
import dev.gradus.node.Scans;
import dev.gradus.properties.FunctionTable.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every function is a static method of its family, under NumPy's name where NumPy has it. {@link Node}'s fluent methods are a
 * selection of these.
 */
class FunctionNamesTest {
    private static final Class<?>[] FAMILIES = {
        Functions.class,
        Moves.class,
        Indexing.class,
        Reductions.class,
        Orders.class,
        Scans.class,
        Calculus.class,
        Activations.class,
        Pools.class,
        Norms.class,
        LinearAlgebra.class
    };

    /** A call of one NumPy function: its name, and what follows its operands if those are numbers or keyword arguments. */
    private static final String NUMPY_CALL =
            "np\\.(?:linalg\\.)?(\\w+)\\(%s((?:, (?:\\w+=)?[^,(]*(?:\\([-\\d, ]*\\))?)*)\\)";

    /** Names that NumPy has for one function, as it prints in code: the name here is the second, in lower case. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("arcsin", "asin"),
            Map.entry("arccos", "acos"),
            Map.entry("arctan", "atan"),
            Map.entry("arctan2", "atan2"),
            Map.entry("arcsinh", "asinh"),
            Map.entry("arccosh", "acosh"),
            Map.entry("arctanh", "atanh"),
            Map.entry("mod", "remainder"),
            Map.entry("cumsum", "cumulativesum"),
            Map.entry("cumprod", "cumulativeprod"),
            Map.entry("concatenate", "concat"));

    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("Activations.relu", "a special case of maximum"),
            Map.entry("Activations.relu6", "a special case of clip"),
            Map.entry("Activations.hardTanh", "a special case of clip"),
            Map.entry("Embedding.apply", "take of a layer's weights"),
            Map.entry("Moves.expandDims", "a reshape, as which it prints"),
            Map.entry("Moves.flatten", "a special case of reshape"),
            Map.entry("Moves.unflatten", "a special case of reshape"),
            Map.entry("Reductions.variance", "var is a keyword of Kotlin and Scala"),
            Map.entry("LinearAlgebra.svdvals", "NumPy's oldest name for it is an option of svd"),
            Map.entry("LinearAlgebra.nuclearNorm", "a special case of norm"),
            Map.entry("LinearAlgebra.spectralNorm", "a special case of norm"));

    @Test
    void everyFluentMethodIsAFunctionOfOneFamily() {
        List<JavaClass> families = List.copyOf(new ClassFileImporter().importClasses(FAMILIES));
        JavaClass node = new ClassFileImporter().importClass(Node.class);
        Set<String> fluent = FunctionTable.publicNames().stream()
                .filter(name -> name.startsWith("Node."))
                .map(name -> name.substring("Node.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(fluent)
                .contains("log1p", "matMul", "squeeze")
                .allSatisfy(name -> assertThat(families.stream()
                                .filter(family -> calls(family, node, name) || calls(node, family, name)))
                        .as(name)
                        .hasSize(1));
    }

    /** Whether the method of this name in one class calls that of the other, so that both are one function. */
    private static boolean calls(JavaClass caller, JavaClass called, String name) {
        return caller.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getName().equals(name))
                .map(JavaMethod::getMethodCallsFromSelf)
                .anyMatch(calls -> calls.stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(called.reflect())
                                && call.getName().equals(name)));
    }

    @Test
    void aFunctionOfNumPyHasItsName() {
        Set<String> exceptions = new TreeSet<>();
        for (Row row : FunctionTable.rows()) {
            List<Input> operands = row.sample().inputs();
            String arguments = operands.stream()
                    .map(operand -> Pattern.quote(operand.label()) + "(?:\\.astype\\(int\\))?")
                    .collect(Collectors.joining(", "));
            Matcher call = Pattern.compile(NUMPY_CALL.formatted(arguments)).matcher(numpy(row, operands));
            if (call.matches()) {
                String name = call.group(1).replace("_", "").toLowerCase(Locale.ROOT);
                String expected = SYNONYMS.getOrDefault(name, name);
                if (row.names().stream().noneMatch(each -> function(each).equals(expected))) {
                    exceptions.add(row.names().get(row.names().size() - 1));
                }
            }
        }
        assertThat(exceptions).isEqualTo(EXCEPTIONS.keySet());
    }

    private static String function(String name) {
        return name.substring(name.indexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** NumPy's form of the row, which an op of its own knows itself. */
    private static String numpy(Row row, List<Input> operands) {
        Node value = row.sample().function().apply(operands).get(0);
        return value instanceof Op op && op.inputs().equals(operands) ? OperationTableTest.numpy(op) : row.numpy();
    }
}
