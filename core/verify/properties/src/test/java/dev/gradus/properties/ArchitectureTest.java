package dev.gradus.properties;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may import whom in the engine, and what no class of it may do. */
@AnalyzeClasses(
        packages = "dev.gradus",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.EngineOnly.class})
class ArchitectureTest {

    /** The testkit, CSV and ONNX stand above the engine: see {@link ModulesAboveTest}. */
    static final class EngineOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/dev/gradus/testkit/")
                    && !location.contains("/dev/gradus/playground/")
                    && !location.contains("/dev/gradus/csv/")
                    && !location.contains("/dev/gradus/onnx/");
        }
    }

    private static final String VECTORS = "jdk.incubator.vector..";

    /** Exactly the imports that exist. */
    private static final String WHO_IMPORTS_WHOM = """
            kernel
            tensor
            file     tensor
            random   tensor
            node     tensor kernel
            graph    node tensor
            linalg   graph node tensor kernel
            flow     linalg graph node tensor
            nn       node tensor kernel random
            loss     nn node tensor kernel
            lower    loss nn linalg node tensor kernel
            plan     lower flow graph node tensor kernel
            sparse   flow graph node tensor
            run      plan sparse file flow graph node tensor kernel
            vocabulary loss nn linalg node tensor
            store    vocabulary flow loss nn linalg graph node tensor
            check    run lower graph node tensor kernel
            train    run store file graph node tensor kernel random
            data     train file tensor random
            explain  run flow nn graph node tensor
            """;

    @ArchTest
    static final ArchRule packagesImportOnlyWhatTheTableAllows = layersOf(WHO_IMPORTS_WHOM);

    @ArchTest
    static void theTableAllowsNoImportThatDoesNotExist(JavaClasses all) {
        Map<String, Set<String>> imports = new TreeMap<>();
        all.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(found -> found.getTargetClass().getName().startsWith("dev.gradus."))
                .forEach(found -> imports.computeIfAbsent(topOf(found.getOriginClass()), none -> new TreeSet<>())
                        .add(topOf(found.getTargetClass())));
        imports.forEach((from, to) -> to.remove(from));
        WHO_IMPORTS_WHOM
                .lines()
                .map(row -> List.of(row.split(" +", -1)))
                .forEach(row -> assertThat(imports.getOrDefault(row.get(0), Set.of()))
                        .as(row.get(0))
                        .containsExactlyInAnyOrderElementsOf(row.subList(1, row.size())));
    }

    private static String topOf(JavaClass type) {
        return type.getPackageName().split("\\.", -1)[2];
    }

    /** The arrows of the modules: training and explanations stand side by side. */
    @ArchTest
    static final ArchRule modulesBuildOnThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.gradus..")
            .layer("kernels")
            .definedBy("dev.gradus.kernel..")
            .layer("engine")
            .definedBy(resideInAPackage("dev.gradus..")
                    .and(not(resideInAnyPackage(
                            "dev.gradus.kernel..", "dev.gradus.train..", "dev.gradus.data..", "dev.gradus.explain.."))))
            .layer("train")
            .definedBy("dev.gradus.train..", "dev.gradus.data..")
            .layer("explain")
            .definedBy("dev.gradus.explain..")
            .whereLayer("kernels")
            .mayNotAccessAnyLayer()
            .whereLayer("engine")
            .mayOnlyAccessLayers("kernels")
            .whereLayer("train")
            .mayOnlyAccessLayers("kernels", "engine")
            .whereLayer("explain")
            .mayOnlyAccessLayers("engine");

    /** An op refers to no kernel: how it is computed fast is up to lower. */
    @ArchTest
    static final ArchRule opsKnowNoKernels = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.gradus.node..",
                    "dev.gradus.linalg..",
                    "dev.gradus.nn..",
                    "dev.gradus.loss..",
                    "dev.gradus.flow..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.gradus.kernel..").and(not(resideInAPackage("dev.gradus.kernel.math"))));

    /**
     * Where an op is known by its class, how often, and why. All else asks the op what it does: its dependence, its
     * attributes, its notation. Who needs a new line asks first what the op could say, so that a user's op can say it too.
     */
    private static final String KNOWS_OPS_BY_CLASS = """
            explain.BodyCode         11  steps of loops and equations are written as statements
            explain.Code              5  a factor of 1 is left out of code; loops are statements
            explain.Elements          5  how products, quotients, means, masks and transposes are written by element
            explain.Formulas         13  how products, quotients, means, masks, moves, pools' and loops' gradients are written
            explain.NumpyCode         2  a comparison is a condition as it is; a rule's sum over leading axes drops them
            explain.Proofs            2  upstream times or divided by a factor: the factor is what is proved
            plan.AbsorbedTransposes   2  a transpose that a product can read is not computed
            plan.ExactIdentities     11  x ∗ 1, x / 1, x − 0, −(−x), (xᵀ)ᵀ and stopGradient(x) are x
            plan.NonFinite            4  0 · ∞, 0 / 0 and ∞ − ∞ are named
            plan.Program              3  a loop or a solution is computed by a plan of its body; a textbook form is not computed
            plan.SeparateResults      2  a loop's results have arrays of their own
            run.TraceRecorder         1  a fold is a step of its own
            sparse.Influences         1  a loop is followed step by step
            sparse.UserRules          3  a rule given where it is used is a user's, also in a step or an equation
            """;

    @ArchTest
    static void opsAreAskedWhatTheyDoNotWhoTheyAre(JavaClasses all) {
        Map<String, Integer> counted = new TreeMap<>();
        all.stream()
                .filter(not(resideInAnyPackage(
                        "dev.gradus.node",
                        "dev.gradus.linalg",
                        "dev.gradus.nn",
                        "dev.gradus.loss",
                        "dev.gradus.flow",
                        "dev.gradus.lower")))
                .forEach(type -> opsKnownBy(type).forEach(op -> counted.merge(outermost(type), 1, Integer::sum)));
        Map<String, Integer> allowed = new TreeMap<>();
        KNOWS_OPS_BY_CLASS
                .lines()
                .map(line -> line.split(" +", 3))
                .forEach(row -> allowed.put(row[0], Integer.valueOf(row[1])));
        assertThat(counted).isEqualTo(allowed);
    }

    /** The concrete ops that a class asks a node to be, or names by their class. */
    private static Stream<JavaClass> opsKnownBy(JavaClass type) {
        return Stream.concat(
                        type.getInstanceofChecks().stream().map(InstanceofCheck::getRawType),
                        type.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType))
                .filter(op -> op.isAssignableTo(Op.class)
                        && !op.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !op.isEquivalentTo(NoGradient.class)); // it stands for no value
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass()
                .map(ArchitectureTest::outermost)
                .orElseGet(() -> type.getName().substring("dev.gradus.".length()));
    }

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.gradus.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheKernelFormNoCycle = slices().assignedFrom(new PackagesBelow("dev.gradus.kernel"))
            .should()
            .beFreeOfCycles();

    /**
     * The rooms of training, the lowest first: a room, the rooms that it uses, and its classes that are not public. The public
     * ones are listed in package-info.java.
     */
    private static final String ROOMS_OF_TRAINING = """
            file
            fit
            resuming    file
            optimizers  resuming file | GlobalNorm IntegerPower Proposal Proposals Schedules UpdateMethod UpdateSymbols
            fitting     optimizers resuming fit file
            batches     optimizers resuming file | MiniBatchTraining WeightedMeans WholeDataTraining
            watching    batches optimizers resuming file | WatchedOptimizer
            files       batches optimizers file | Methods
            loop        files watching batches optimizers resuming file | History
            """;

    @ArchTest
    static void eachClassOfTrainingHasARoom(JavaClasses all) throws IOException {
        roomsOfTraining().checkThatEachClassHasOne(all);
    }

    @ArchTest
    static void roomsOfTrainingUseOnlyRoomsBelow(JavaClasses all) throws IOException {
        roomsOfTraining().checkArrows(all);
    }

    private static Rooms roomsOfTraining() throws IOException {
        Path page = SourceTree.module("train").resolve("src/main/java/dev/gradus/train/package-info.java");
        return new Rooms("dev.gradus.train", Files.readString(page), ROOMS_OF_TRAINING);
    }

    /** What is fused stands on what is planned, not the other way round. */
    @ArchTest
    static final ArchRule plansKnowNoFusion = noClasses()
            .that()
            .resideInAPackage("dev.gradus.plan")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gradus.plan.fuse"));

    @ArchTest
    static final ArchRule classesFormNoCycle = slices().assignedFrom(
                    new ClassesOf("kernel", "lower", "plan", "file", "run"))
            .should()
            .beFreeOfCycles();

    /** Each class with what is nested in it as a slice of its own. */
    private record ClassesOf(List<String> packages) implements SliceAssignment {
        ClassesOf(String... packages) {
            this(List.of(packages));
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getName().replaceFirst("\\$.*", "");
            boolean isMeant = packages.stream().anyMatch(one -> name.startsWith("dev.gradus." + one + "."));
            return isMeant ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of " + packages;
        }
    }

    /** The engine runs where there are no threads, no vectors and no class files if another class takes Host's place. */
    @ArchTest
    static final ArchRule onlyTheHostReachesWhatAJvmHas = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gradus.kernel.simd", "dev.gradus.kernel.thread", "dev.gradus.kernel.loop")
            .and()
            .doNotHaveFullyQualifiedName("dev.gradus.kernel.host.Host")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.gradus.kernel.simd")
                    .or(resideInAPackage("dev.gradus.kernel.thread"))
                    .or(nameMatching("dev\\.gradus\\.kernel\\.loop\\.(LoopClass|UnrolledClass|ClassData|ClassFile)"))
                    .or(nameMatching(
                            "java\\.lang\\.(reflect\\.Field|System\\$Logger|ThreadGroup|invoke\\.MethodHandles)"))
                    .or(resideInAPackage("java.util.concurrent.locks")));

    private static final DescribedPredicate<JavaClass> INTERNAL = resideInAnyPackage(
            "dev.gradus.kernel..",
            "dev.gradus.lower",
            "dev.gradus.plan..",
            "dev.gradus.sparse",
            "dev.gradus.file",
            "dev.gradus.train.*..");

    /** What a user's module cannot name it must not meet. */
    @ArchTest
    static final ArchRule publicSignaturesNamePublicTypesOnly = codeUnits()
            .that()
            .areDeclaredInClassesThat(not(INTERNAL))
            .and()
            .areDeclaredInClassesThat(modifier(JavaModifier.PUBLIC))
            .and(modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED)))
            .should(new NameNoTypeOf(INTERNAL));

    @ArchTest
    static final ArchRule theEngineNeedsOnlyTheJdk =
            classes().should().onlyDependOnClassesThat().resideInAnyPackage("java..", "dev.gradus..", VECTORS);

    /** They are loaded only where Java was started with that module. */
    @ArchTest
    static final ArchRule onlySimdClassesNeedTheModuleOfVectors = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Simd")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VECTORS);

    @ArchTest
    static final ArchRule staticFieldsAreFinal =
            fields().that().areStatic().should().beFinal();

    /** All but the counter by which nodes are told apart, whatever thread makes them. */
    @ArchTest
    static final ArchRule staticFieldsHoldNoStateOfThreads = noFields()
            .that()
            .areStatic()
            .and()
            .doNotHaveFullName("dev.gradus.node.Node.MADE")
            .should()
            .haveRawType(resideInAPackage("java.util.concurrent.."))
            .orShould()
            .haveRawType(assignableTo(ThreadLocal.class));

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nothingIsLogged =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    /** These functions may differ in the last bit from one JVM to the next; StrictMath and the kernel do not. */
    @ArchTest
    static final ArchRule noInexactFunctionOfMathIsCalled = noClasses()
            .should()
            .accessTargetWhere(target(owner(type(Math.class)))
                    .and(target(
                            nameMatching("a?(sin|cos|tan)h?|atan2|exp|expm1|log|log10|log1p|pow|cbrt|hypot|random"))));

    private static ArchRule layersOf(String table) {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.gradus..")
                .withOptionalLayers(true)
                .ensureAllClassesAreContainedInArchitecture();
        for (String row : table.lines().toList()) {
            String[] names = row.split(" +", -1);
            String[] imports = Arrays.copyOfRange(names, 1, names.length);
            layers = layers.layer(names[0]).definedBy("dev.gradus." + names[0] + "..");
            layers = imports.length == 0
                    ? layers.whereLayer(names[0]).mayNotAccessAnyLayer()
                    : layers.whereLayer(names[0]).mayOnlyAccessLayers(imports);
        }
        return layers;
    }
}
