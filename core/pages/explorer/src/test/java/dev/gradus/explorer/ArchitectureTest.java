package dev.gradus.explorer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the explorer may import, and which class may use which library. */
@AnalyzeClasses(packages = "dev.gradus.explorer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule internalPackagesAreNotImported = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gradus.kernel..",
                    "dev.gradus.lower..",
                    "dev.gradus.plan..",
                    "dev.gradus.sparse..",
                    "dev.gradus.file..");

    /** The page is made of traces: training, files and checks are not its business. */
    @ArchTest
    static final ArchRule onlyShownPackagesAreImported = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.gradus.explorer",
                    "dev.gradus.tensor",
                    "dev.gradus.node",
                    "dev.gradus.graph",
                    "dev.gradus.flow",
                    "dev.gradus.nn",
                    "dev.gradus.loss",
                    "dev.gradus.run",
                    "dev.gradus.store",
                    "dev.gradus.train",
                    "dev.gradus.explain",
                    "org.eclipse.elk..",
                    "org.eclipse.emf..");

    @ArchTest
    static final ArchRule onlyTheLayoutUsesElk = noClasses()
            .that()
            .haveNameNotMatching("dev\\.gradus\\.explorer\\.LayeredLayout(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse..");

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses().should(ACCESS_STANDARD_STREAMS);
}
