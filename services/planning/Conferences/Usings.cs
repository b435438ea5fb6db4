// The processes of a conference share its model; these folders are read together.
global using Dialogue.Planning.Agenda;
global using Dialogue.Planning.Announcing;
global using Dialogue.Planning.Budgeting;
global using Dialogue.Planning.CheckIn;
global using Dialogue.Planning.Concluding;
global using Dialogue.Planning.Conditions;
global using Dialogue.Planning.Conferences;
global using Dialogue.Planning.Inviting;
global using Dialogue.Planning.Minutes;
global using Dialogue.Planning.Papers;
global using Dialogue.Planning.Postponing;
global using Dialogue.Planning.Registering;
global using PublicSite = Dialogue.Web.PublicSite;
global using Signer = Dialogue.Hosting.Papers.Signer;
