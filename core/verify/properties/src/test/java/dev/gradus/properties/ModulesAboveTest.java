package dev.gradus.properties;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gradus.tensor.Json;

/** What the testkit, the CSV module and the ONNX module may import. */
@AnalyzeClasses(
        packages = {"dev.gradus.testkit", "dev.gradus.csv", "dev.gradus.onnx"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ModulesAboveTest.NoTestArchives.class})
class ModulesAboveTest {
    /** Leaves out the test archives, which the build of a whole module puts on the class path. */
    static final class NoTestArchives implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final DescribedPredicate<JavaClass> INTERNAL = resideInAnyPackage(
            "dev.gradus.kernel..",
            "dev.gradus.lower..",
            "dev.gradus.plan..",
            "dev.gradus.sparse..",
            "dev.gradus.file..");

    private static final DescribedPredicate<JavaClass> ROOMS_OF_THE_KIT =
            resideInAPackage("dev.gradus.testkit..").and(not(resideInAPackage("dev.gradus.testkit")));

    @ArchTest
    static final ArchRule internalPackagesAreNotImported = noClasses().should().dependOnClassesThat(INTERNAL);

    @ArchTest
    static final ArchRule roomsOfTheKitFormNoCycle = slices().assignedFrom(new PackagesBelow("dev.gradus.testkit"))
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule publicSignaturesNameNoRoomOfTheKit = codeUnits()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("dev.gradus.testkit"))
            .and()
            .areDeclaredInClassesThat(modifier(JavaModifier.PUBLIC))
            .and(modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED)))
            .should(new NameNoTypeOf(ROOMS_OF_THE_KIT));

    private static final DescribedPredicate<JavaClass> GRADING = resideInAPackage("dev.gradus.testkit.grade");

    /** It tests ops and models, and so knows nothing of training, data and explanations. */
    @ArchTest
    static final ArchRule theKitNeedsTheEngineJqwikAndItsPlatform = classes()
            .that(resideInAPackage("dev.gradus.testkit..").and(not(GRADING)))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "dev.gradus.testkit..",
                            "dev.gradus.playground.language",
                            "net.jqwik.api..",
                            "org.apiguardian.api")
                    .or(inTheEngine())
                    .or(resideInAPackage("org.junit.platform..")));

    /** It grades programs of any kind, ops or not. */
    @ArchTest
    static final ArchRule gradingNeedsJUnitAndJson = classes()
            .that(GRADING)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..", "org.junit.jupiter.api..", "org.junit.platform..", "dev.gradus.testkit.grade")
                    .or(type(Json.class)));

    @ArchTest
    static final ArchRule csvNeedsTensorsDataAndFastCsv = classes()
            .that()
            .resideInAPackage("dev.gradus.csv..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.gradus.csv",
                    "dev.gradus.tensor",
                    "dev.gradus.data",
                    "dev.gradus.train",
                    "de.siegmar.fastcsv.reader");

    /** It writes and reads protocol buffers itself. */
    @ArchTest
    static final ArchRule onnxNeedsNoLibrary = classes()
            .that()
            .resideInAPackage("dev.gradus.onnx..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.gradus.onnx..", "dev.gradus.data")
                    .or(inTheEngine()));

    private static final DescribedPredicate<JavaClass> ROOMS_OF_ONNX =
            resideInAPackage("dev.gradus.onnx..").and(not(resideInAPackage("dev.gradus.onnx")));

    @ArchTest
    static final ArchRule roomsOfOnnxFormNoCycle =
            slices().assignedFrom(new PackagesBelow("dev.gradus.onnx")).should().beFreeOfCycles();

    /** Not even its exception and its options. */
    @ArchTest
    static final ArchRule roomsOfOnnxDoNotKnowThePackageAbove =
            noClasses().that(ROOMS_OF_ONNX).should().dependOnClassesThat().resideInAPackage("dev.gradus.onnx");

    @ArchTest
    static final ArchRule readingOnnxDoesNotKnowWriting = noClasses()
            .that()
            .resideInAPackage("dev.gradus.onnx.read")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gradus.onnx.write", "dev.gradus.onnx.compose");

    @ArchTest
    static final ArchRule writingOnnxDoesNotKnowReading = noClasses()
            .that()
            .resideInAnyPackage("dev.gradus.onnx.write", "dev.gradus.onnx.compose")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gradus.onnx.read");

    @ArchTest
    static final ArchRule publicSignaturesNameNoRoomOfOnnx = codeUnits()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("dev.gradus.onnx"))
            .and()
            .areDeclaredInClassesThat(modifier(JavaModifier.PUBLIC))
            .and(modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED)))
            .should(new NameNoTypeOf(ROOMS_OF_ONNX));

    @ArchTest
    static final ArchRule nothingIsPrintedButPoints =
            noClasses().that(not(GRADING)).should(ACCESS_STANDARD_STREAMS);

    private static DescribedPredicate<JavaClass> inTheEngine() {
        return resideInAnyPackage(
                "dev.gradus.tensor",
                "dev.gradus.node",
                "dev.gradus.graph",
                "dev.gradus.linalg",
                "dev.gradus.flow",
                "dev.gradus.nn",
                "dev.gradus.loss",
                "dev.gradus.run",
                "dev.gradus.check",
                "dev.gradus.vocabulary");
    }
}
