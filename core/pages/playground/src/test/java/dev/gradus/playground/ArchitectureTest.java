package dev.gradus.playground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the playground may import, and what is left to its build. */
@AnalyzeClasses(packages = "dev.gradus.playground", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** The build replaces classes of the engine and of Java for the browser, so it knows what is inside. */
    @ArchTest
    static final ArchRule onlyTheBuildKnowsInternalPackages = noClasses()
            .that()
            .resideOutsideOfPackage("dev.gradus.playground.build..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gradus.kernel..",
                    "dev.gradus.lower..",
                    "dev.gradus.plan..",
                    "dev.gradus.sparse..",
                    "dev.gradus.file..");

    @ArchTest
    static final ArchRule roomsFormNoCycle =
            slices().matching("dev.gradus.playground.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsKnowNeitherPageNorBuild = noClasses()
            .that()
            .resideInAPackage("dev.gradus.playground.*..")
            .and()
            .resideOutsideOfPackage("dev.gradus.playground.build..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gradus.playground", "dev.gradus.playground.build..");

    @ArchTest
    static final ArchRule thePageKnowsNoBuild = noClasses()
            .that()
            .resideInAPackage("dev.gradus.playground")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gradus.playground.build..");

    /** All else runs on a JVM too, where its tests run. */
    @ArchTest
    static final ArchRule onlyThePageApiAndTheBuildUseTeaVm = noClasses()
            .that()
            .resideOutsideOfPackage("dev.gradus.playground.build..")
            .and()
            .haveNameNotMatching("dev\\.gradus\\.playground\\.PageApi(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.teavm..");

    /** The build is a program of its own, which says what it did. */
    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses()
            .that()
            .resideOutsideOfPackage("dev.gradus.playground.build..")
            .should(ACCESS_STANDARD_STREAMS);
}
