package dev.gradus.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the Spark module may import. */
@AnalyzeClasses(packages = "dev.gradus.spark", importOptions = ImportOption.DoNotIncludeTests.class)
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

    @ArchTest
    static final ArchRule onlyTrainingAndSparkAreImported = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.gradus.spark",
                    "dev.gradus.tensor",
                    "dev.gradus.node",
                    "dev.gradus.graph",
                    "dev.gradus.random",
                    "dev.gradus.nn",
                    "dev.gradus.loss",
                    "dev.gradus.run",
                    "dev.gradus.train",
                    "org.apache.spark..",
                    "org.apache.hadoop..",
                    "scala..");

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses().should(ACCESS_STANDARD_STREAMS);
}
