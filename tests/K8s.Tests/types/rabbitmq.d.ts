// Excerpt of the CustomResourceDefinition rabbitmqclusters.rabbitmq.com (rabbitmq/cluster-operator, config/crd/bases, Mozilla Public
// License 2.0), version v1beta1: the fields that our manifests use, by their names and types there.
import { IObjectMeta } from "@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta";
import { IAffinity } from "kubernetes-models/v1/Affinity";
import { IResourceRequirements } from "kubernetes-models/v1/ResourceRequirements";
import { ITopologySpreadConstraint } from "kubernetes-models/v1/TopologySpreadConstraint";

interface EmbeddedLabelsAnnotations {
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
}

export interface IRabbitmqCluster {
  apiVersion: "rabbitmq.com/v1beta1";
  kind: "RabbitmqCluster";
  metadata?: IObjectMeta;
  spec?: {
    replicas?: number;
    image?: string;
    imagePullSecrets?: { name?: string }[];
    persistence?: { storageClassName?: string; storage?: number | string };
    resources?: IResourceRequirements;
    affinity?: IAffinity;
    rabbitmq?: { additionalPlugins?: string[]; additionalConfig?: string; advancedConfig?: string; envConfig?: string };
    terminationGracePeriodSeconds?: number;
    override?: {
      statefulSet?: {
        metadata?: EmbeddedLabelsAnnotations;
        spec?: {
          template?: {
            metadata?: EmbeddedLabelsAnnotations;
            spec?: { topologySpreadConstraints?: ITopologySpreadConstraint[]; containers: { name: string }[] };
          };
        };
      };
    };
  };
}
